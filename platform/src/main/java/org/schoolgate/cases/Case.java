package org.schoolgate.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.HoldId;
import org.schoolgate.access.HoldKind;
import org.schoolgate.cases.procedure.Effect;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.kernel.PersonId;

/**
 * What follows from a worry: one walk or more, side by side, who is on it, and what was noted.
 *
 * @param walks in the order in which they began; never none
 * @param people each once, as what was said last
 * @param holds which holds on access it has brought about, for whom
 */
public record Case(
        CaseFile file,
        List<CaseWalk> walks,
        List<OnCase> people,
        List<CaseReader> readers,
        List<CaseNote> notes,
        List<Held> holds) {
    /** A hold that the case has placed on somebody's access. */
    public record Held(HoldId hold, PersonId person, HoldKind kind) {}

    /** How long the provider keeps mail. */
    public static final Duration MAIL_IS_KEPT = Duration.ofDays(90);

    public Case {
        walks = List.copyOf(walks);
        people = List.copyOf(people);
        readers = List.copyOf(readers);
        notes = List.copyOf(notes);
        holds = List.copyOf(holds);
    }

    public Optional<CaseWalk> walk(int number) {
        return walks.stream().filter(walk -> walk.number() == number).findFirst();
    }

    /** Whether it has gone, or goes, through that procedure. */
    boolean walks(String procedure) {
        return walks.stream().anyMatch(one -> one.walk().procedure().id().equals(procedure));
    }

    /** Whether it has held this person's access for this sort of reason. */
    boolean hasHeld(PersonId person, HoldKind kind) {
        return holds.stream().anyMatch(held -> held.person().equals(person) && held.kind() == kind);
    }

    /** Somebody of the school who is on it. */
    public Optional<OnCase> person(PersonId wanted) {
        return people.stream().filter(one -> one.is(wanted)).findFirst();
    }

    Case with(CaseFile other) {
        return new Case(other, walks, people, readers, notes, holds);
    }

    /** The same with a walk that has gone on, or one more. */
    Case with(CaseWalk walk) {
        var others = new ArrayList<>(walks);
        others.removeIf(one -> one.number() == walk.number());
        others.add(walk.number() - 1, walk);
        return new Case(file, others, people, readers, notes, holds);
    }

    /** The same with somebody on it, or on it as something else. */
    Case with(OnCase person) {
        var others = new ArrayList<>(people);
        others.removeIf(one -> person.person() == null
                ? one.person() == null && one.name().equals(person.name())
                : one.is(person.person()));
        others.add(person);
        return new Case(file, walks, others, readers, notes, holds);
    }

    Case with(Held held) {
        var all = new ArrayList<>(holds);
        all.add(held);
        return new Case(file, walks, people, readers, notes, all);
    }

    /** What holds for it by now. */
    public boolean has(Effect effect) {
        return walks.stream().anyMatch(one -> one.walk().effects().contains(effect));
    }

    /** Since when no old mail may get lost; empty where nobody said that. */
    public Optional<Instant> mailFrom() {
        return walks.stream()
                .filter(one -> one.walk().effects().contains(Mark.WARN_OF_MAIL_DEADLINE))
                .map(one -> one.walk().begun())
                .min(Comparator.naturalOrder());
    }

    /** Those whom it is about and whom the school knows. */
    List<PersonId> subjects() {
        return people.stream()
                .filter(OnCase::isSubject)
                .flatMap(one -> Stream.ofNullable(one.person()))
                .toList();
    }

    List<Waiting> waiting() {
        return walks.stream()
                .flatMap(one -> one.walk().open().stream().map(open -> Waiting.of(one.number(), open)))
                .toList();
    }

    CaseFacts facts() {
        return new CaseFacts(
                file, people, readers.stream().map(CaseReader::person).collect(Collectors.toSet()), waiting());
    }

    /** Its cover, worked out anew. It is closed when every walk of it has come to its end, and in no other way. */
    CaseFile standing(Instant now) {
        var sealed = has(Mark.SEAL);
        var closed = walks.stream().map(CaseWalk::walk).allMatch(Walk::isClosed);
        return file.standing(
                Circle.of(sealed, isAboutStaff(), isAboutTheHead(), has(Mark.KEEP_THE_LEAD)),
                sealed,
                nextDue(),
                now,
                closed ? now : null);
    }

    /** Its cover with its time limit as it is counted now, and as it stood otherwise. */
    CaseFile counted() {
        return file.standing(file.circle(), file.sealed(), nextDue(), file.touchedAt(), file.closedAt());
    }

    private @Nullable Instant nextDue() {
        return waiting().stream()
                .map(Waiting::limit)
                .flatMap(Stream::ofNullable)
                .map(Waiting.Limit::due)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private boolean isAboutStaff() {
        return file.aboutStaff()
                || people.stream().anyMatch(one -> one.isSubject() && one.kind() == OnCase.Kind.STAFF)
                || has(Mark.ABOUT_STAFF);
    }

    private boolean isAboutTheHead() {
        return people.stream().anyMatch(one -> one.isSubject() && one.kind() == OnCase.Kind.HEAD)
                || has(Mark.ABOUT_THE_HEAD);
    }
}
