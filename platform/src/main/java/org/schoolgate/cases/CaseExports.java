package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.audit.SealedEntry;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.documents.Contents;
import org.schoolgate.documents.Documents;
import org.schoolgate.documents.Evidence;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What goes out of the house of a case: to the police, a court, the next school. That it does is on the record first. */
@Service
public class CaseExports {
    private static final int LONGEST = 200;

    private final CaseDoor door;
    private final Documents documents;
    private final AuditTrail audit;
    private final Schools schools;
    private final Roster roster;
    private final TransferStore transfers;
    private final Clock clock;

    CaseExports(
            CaseDoor door,
            Documents documents,
            AuditTrail audit,
            Schools schools,
            Roster roster,
            TransferStore transfers,
            Clock clock) {
        this.door = door;
        this.documents = documents;
        this.audit = audit;
        this.schools = schools;
        this.roster = roster;
        this.transfers = transfers;
        this.clock = clock;
    }

    /**
     * Where somebody says what is to go out.
     *
     * @param children the pupils who are on it, of whom one can be named alone
     * @param files the evidence that can go along: none where it has to stay shut
     */
    public record Desk(CaseFile file, List<OnCase> children, List<Evidence> files, boolean shut) {
        public Desk {
            children = List.copyOf(children);
            files = List.copyOf(files);
        }
    }

    /** What became of the wish. */
    public sealed interface Outcome {
        record Goes(Taken taken) implements Outcome {}

        record NotLikeThat(Problems problems) implements Outcome {}
    }

    @Transactional
    public Desk desk(Actor.Somebody actor, CaseId id) {
        return desk(reader(actor, door.find(actor, id)).one());
    }

    /** The same for whoever sends it in the same transaction. */
    Desk lockedDesk(Actor.Somebody actor, CaseId id) {
        return desk(reader(actor, door.lock(actor, id)).one());
    }

    /** Of a case that its reader has open and takes out. */
    Desk desk(Case one) {
        var shut = one.has(Mark.BLOCK_EVIDENCE);
        var files = shut
                ? List.<Evidence>of()
                : evidence(one).stream().filter(Evidence::hasBytes).toList();
        return new Desk(
                one.file(), one.people().stream().filter(OnCase::isPupil).toList(), files, shut);
    }

    private List<Evidence> evidence(Case one) {
        return documents.of(one.file().school(), one.file().id().subject());
    }

    /** Takes a case out, where it is said what for and to whom. */
    @Transactional
    public Outcome take(Actor.Somebody actor, CaseId id, Taken.Wish wish) {
        var one = reader(actor, door.lock(actor, id)).one();
        var desk = desk(one);
        var problems = Problems.none()
                .when(isNoLine(wish.purpose()), "purpose", say("cases.export.no-purpose"))
                .when(isNoLine(wish.recipient()), "recipient", say("cases.export.no-recipient"))
                .when(
                        wish.only() != null
                                && desk.children().stream()
                                        .noneMatch(child -> Objects.equals(child.person(), wish.only())),
                        "child",
                        say("cases.export.no-child"));
        if (problems.any()) {
            return new Outcome.NotLikeThat(problems);
        }
        var files = chosen(desk, wish);
        audit.now(new CaseEvent(
                actor,
                id,
                What.EXPORTED,
                Map.of(
                        "purpose",
                        wish.purpose().strip(),
                        "recipient",
                        wish.recipient().strip(),
                        "only",
                        wish.only() == null ? "" : wish.only().toString(),
                        "files",
                        String.valueOf(files.size()))));
        return new Outcome.Goes(taken(actor, one, files, wish));
    }

    /**
     * A file that another school fetches by its link: its one child is named, and what was chosen goes along. What turned
     * out to be about somebody who works here since it was chosen as part of a parcel does not.
     */
    Parcel handOver(Actor.Somebody holder, Transfer transfer) {
        var school = holder.school();
        var wish =
                new Taken.Wish(say("cases.transfer.purpose"), transfer.toSchool(), transfer.child(), transfer.files());
        var goes = transfer.cases().stream()
                .map(id -> door.forTransfer(school, id))
                .filter(one -> !transfer.isParcel() || one.file().circle().isOfPupilsAlone())
                .toList();
        return new Parcel(
                transfer,
                roster.person(school, transfer.child()).orElseThrow(),
                goes.stream()
                        .map(one -> taken(holder, one, chosen(desk(one), wish), wish))
                        .toList(),
                name(school),
                clock.instant());
    }

    private static List<Evidence> chosen(Desk desk, Taken.Wish wish) {
        var wanted = new HashSet<>(wish.files());
        return desk.files().stream()
                .filter(piece -> wanted.contains(piece.id()))
                .toList();
    }

    private Taken taken(Actor.Somebody actor, Case one, List<Evidence> files, Taken.Wish wish) {
        var now = clock.instant();
        files.forEach(piece -> documents.exported(actor, piece, wish.recipient().strip(), now));
        return new Taken(
                one,
                evidence(one),
                files,
                record(one, wish.only()),
                wish,
                name(one.file().school()),
                actor.name(),
                now);
    }

    /** Where one child alone is named, without what another did, and without the schools to which others' files went. */
    private List<SealedEntry> record(Case one, @Nullable PersonId only) {
        var school = one.file().school();
        var id = one.file().id();
        var others = only == null
                ? Set.<String>of()
                : Stream.concat(
                                transfers.of(school, id).stream()
                                        .filter(sent -> !sent.child().equals(only))
                                        .map(Transfer::holder),
                                one.people().stream()
                                        .filter(person -> person.isPupil() && !person.is(only))
                                        .flatMap(person -> Stream.ofNullable(person.person())))
                        .map(PersonId::toString)
                        .collect(Collectors.toSet());
        return audit.ofCase(school, id.subject()).stream()
                .filter(entry -> !others.contains(entry.actor()))
                .toList();
    }

    private String name(SchoolId school) {
        return schools.find(school).map(School::name).orElse("");
    }

    private static boolean isNoLine(String typed) {
        return typed.isBlank() || typed.length() > LONGEST;
    }

    /** The bytes of a piece that goes along. */
    @Transactional(readOnly = true)
    public Optional<Contents> contents(Taken taken, Evidence piece) {
        return documents.contents(taken.one().file().school(), piece);
    }

    /** Those who read it for good: a step that waits for somebody takes nothing out of the house. */
    private CaseDoor.Seen reader(Actor.Somebody actor, CaseDoor.Seen seen) {
        if (!CasePolicy.exports(seen.viewer(), seen.facts())) {
            throw door.refused(actor, seen.one().file().id());
        }
        return seen;
    }
}
