package org.schoolgate.cases;

import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.SanctionEvent.What;
import org.schoolgate.cases.SanctionPolicy.Operation;
import org.schoolgate.cases.Talk.Came;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Problems;
import org.schoolgate.ui.Words;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Talks that go with sanctions: who has one with whom, when and where, and what came of it (SAN-2). */
@Service
public class Talks {
    /** The longest that a place may be. */
    public static final int LONGEST_PLACE = 200;
    /** The longest that what came of it may be. */
    public static final int LONGEST = 4000;

    private static final Duration FARTHEST = Duration.ofDays(366);

    /** Who talks with any pupil; the class teacher talks with theirs. */
    private static final Set<Role> WITH_EVERY_PUPIL =
            EnumSet.of(HEAD, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD);

    private final TalkStore store;
    private final Sanctions sanctions;
    private final Roster roster;
    private final Messages messages;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Talks(
            TalkStore store,
            Sanctions sanctions,
            Roster roster,
            Messages messages,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.sanctions = sanctions;
        this.roster = roster;
        this.messages = messages;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The talks about one sanction, for one reader.
     *
     * @param open the one that waits; null where none does
     * @param over the others, the newest first
     * @param adults with whom another may be arranged; none while one waits
     * @param mayNote whether the reader writes down what came of the one that waits
     * @param isDue whether its time has come
     */
    public record Beside(@Nullable Talk open, List<Talk> over, List<Person> adults, boolean mayNote, boolean isDue) {}

    /** For whoever knows of the sanction. */
    @Transactional(readOnly = true)
    public Beside beside(Actor.Somebody actor, SanctionId id) {
        var sanction = sanctions.find(actor, id);
        var talks = store.of(actor.school(), id);
        var open = talks.stream().filter(Talk::isOpen).findFirst().orElse(null);
        return new Beside(
                open,
                talks.stream().filter(talk -> !talk.isOpen()).toList(),
                open == null ? adults(actor, sanction) : List.of(),
                open != null && mayNote(actor, open),
                open != null && !open.at().isAfter(clock.instant()));
    }

    /** Who may have one: the head with adults, and with a pupil also co-ordinator, safeguarding lead, deputy and teachers. */
    private List<Person> adults(Actor.Somebody actor, Sanction sanction) {
        var school = actor.school();
        var today = roster.today();
        if (sanction.ladder() == Rung.Ladder.STAFF) {
            return roster.holders(school, Set.of(HEAD), today).stream()
                    .filter(person -> !person.id().equals(sanction.person()))
                    .toList();
        }
        var all = EnumSet.copyOf(WITH_EVERY_PUPIL);
        all.add(TEACHER);
        var held = roster.held(school, all, today);
        var teaching = roster.teaching(school, sanction.person(), today);
        return roster.holders(school, all, today).stream()
                .filter(person -> teaching.contains(person.id())
                        || held.getOrDefault(person.id(), Set.of()).stream().anyMatch(WITH_EVERY_PUPIL::contains))
                .toList();
    }

    private static boolean mayNote(Actor.Somebody actor, Talk talk) {
        return talk.with().equals(actor.person()) || talk.by().equals(actor.person()) || actor.is(HEAD);
    }

    /**
     * Arranges one. Whoever is to have it is told by e-mail, unless they arranged it or had it already. Answers with what has to be
     * put right first; with nothing where it is done.
     */
    @Transactional
    public Problems arrange(
            Actor.Somebody actor, SanctionId id, @Nullable PersonId with, @Nullable Instant at, String place) {
        SanctionPolicy.ACCESS.require(actor, Operation.ARRANGE_TALK);
        var sanction = sanctions.find(actor, id);
        var now = clock.instant();
        var adult = adults(actor, sanction).stream()
                .filter(person -> person.id().equals(with))
                .findFirst()
                .orElse(null);
        var problems = Problems.none()
                .when(adult == null, "with", say("cases.talk.who"))
                .when(at == null, "at", say("cases.talk.when"))
                .when(at != null && isFar(now, at), "at", say("cases.talk.far"))
                .when(place.isBlank(), "place", say("cases.talk.where"))
                .when(place.strip().length() > LONGEST_PLACE, "place", say("cases.talk.long", LONGEST_PLACE));
        if (problems.any() || adult == null || at == null) {
            return problems;
        }
        var talk = new Talk(
                TalkId.random(),
                id,
                adult.id(),
                adult.name().shown(),
                at,
                place.strip(),
                actor.person(),
                actor.name(),
                now,
                null);
        if (!store.add(actor.school(), talk)) {
            return problems.add("with", say("cases.talk.one-waits"));
        }
        events.publishEvent(new SanctionEvent(
                actor,
                id,
                What.TALK_ARRANGED,
                Map.of("talk", talk.id().toString(), "with", adult.id().toString(), "at", at.toString())));
        if (!adult.id().equals(actor.person()) && at.isAfter(now)) {
            write(actor.school(), adult.id(), id, "cases.talk");
        }
        return problems;
    }

    private static boolean isFar(Instant now, Instant at) {
        return Duration.between(now, at).abs().compareTo(FARTHEST) > 0;
    }

    /** Writes down what came of one: whoever had it, whoever arranged it, or the head. Answers as arranging does. */
    @Transactional
    public Problems note(Actor.Somebody actor, SanctionId id, TalkId talk, @Nullable Came came, String words) {
        SanctionPolicy.ACCESS.require(actor, Operation.ARRANGE_TALK);
        sanctions.find(actor, id);
        var found = store.of(actor.school(), id).stream()
                .filter(one -> one.id().equals(talk))
                .findFirst()
                .orElseThrow(() -> new NotFound("talk " + talk));
        if (!mayNote(actor, found)) {
            throw new Forbidden(actor, "NOTE_TALK");
        }
        var now = clock.instant();
        var problems = Problems.none()
                .when(!found.isOpen(), "came", say("cases.talk.noted-already"))
                .when(came == null, "came", say("cases.talk.came.choose"))
                .when(came == Came.HELD && found.at().isAfter(now), "came", say("cases.talk.not-yet"))
                .when(words.isBlank(), "words", say("cases.talk.words.none"))
                .when(words.strip().length() > LONGEST, "words", say("cases.talk.long", LONGEST));
        if (problems.any() || came == null) {
            return problems;
        }
        if (!store.note(
                actor.school(), talk, new Talk.Outcome(came, words.strip(), actor.name(), now), actor.person())) {
            return problems.add("came", say("cases.talk.noted-already"));
        }
        events.publishEvent(
                new SanctionEvent(actor, id, What.TALK_NOTED, Map.of("talk", talk.toString(), "came", came.name())));
        return problems;
    }

    /** Those that the reader is to have, or has not written down, the first of them first. */
    @Transactional(readOnly = true)
    public List<Talk> waiting(Actor.Somebody actor) {
        return SanctionPolicy.ACCESS.allows(actor, Operation.SEE)
                ? store.with(actor.school(), actor.person()).stream()
                        .filter(talk -> sanctions.isSeen(actor, talk.of()))
                        .toList()
                : List.of();
    }

    /** Reminds whoever had one, and whoever arranged it, that nothing was written down of it. */
    void remind(SchoolId school, Talk talk) {
        write(school, talk.with(), talk.of(), "cases.talk-over");
        if (!talk.by().equals(talk.with())) {
            write(school, talk.by(), talk.of(), "cases.talk-over");
        }
        events.publishEvent(new SanctionEvent(
                new Actor.Schoolgate(school, "Schoolgate"),
                talk.of(),
                What.TALK_REMINDED,
                Map.of("talk", talk.id().toString(), "with", talk.with().toString())));
    }

    /** What sort of thing it is and where it stands; nothing of whom it is about. */
    private void write(SchoolId school, PersonId to, SanctionId id, String kind) {
        messages.email(
                school,
                to,
                Words.in(
                        messages.languageOf(school, to),
                        () -> Letter.of(kind)
                                .line(say(kind + ".line"))
                                .line(say("cases.mail.nothing"))
                                .button(say(kind + ".open"), "/sanctions/" + id)));
    }
}
