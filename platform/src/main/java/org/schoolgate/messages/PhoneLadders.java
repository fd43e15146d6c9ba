package org.schoolgate.messages;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.AlarmCause.Candidate;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The phone ladder of a school, when it is closed, and who is away. */
@Service
public class PhoneLadders {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_RUNGS = 20;

    private final PhoneLadderStore store;
    private final Telephone telephone;
    private final Settings settings;
    private final ObjectProvider<AlarmCause> causes;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PhoneLadders(
            PhoneLadderStore store,
            Telephone telephone,
            Settings settings,
            ObjectProvider<AlarmCause> causes,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.telephone = telephone;
        this.settings = settings;
        this.causes = causes;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with the ladder. */
    public enum Operation {
        /** See who is rung when, and who is away. */
        READ,
        /** Say who is away. */
        SAY_AWAY,
        /** Say who is rung, see their numbers, and have them tried. */
        SET_UP
    }

    /** Who sees the ladder, and who sets it up. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR)
            .allow(
                    Operation.SAY_AWAY,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR)
            .allow(Operation.SET_UP, Role.HEAD, Role.SAFEGUARDING_LEAD)
            .done();

    /** Something about it was changed; {@code which} names it by its id. */
    public record LadderChanged(Actor by, What what, UUID which, Map<String, String> facts) implements Audited {
        /** What was. */
        public enum What {
            ON_IT,
            OFF_IT,
            MOVED_UP,
            CLOSED_DAYS_SAID,
            CLOSED_DAYS_TAKEN_BACK
        }

        /** Whether the school is open on other days than it was. */
        public boolean isOfDays() {
            return what == What.CLOSED_DAYS_SAID || what == What.CLOSED_DAYS_TAKEN_BACK;
        }

        @Override
        public String kind() {
            return "phone-ladder." + what.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public String subject() {
            return "phone-ladder:" + which;
        }
    }

    /** Somebody was said to be away, or to be here after all: whose turn it is may have changed. */
    public record AwayChanged(Actor by, PersonId person, UUID absence, boolean away) implements Audited {
        @Override
        public String kind() {
            return away ? "away.said" : "away.taken-back";
        }

        @Override
        public String subject() {
            return "person:" + person;
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("absence", absence.toString());
        }
    }

    /** Whether people can be rung at all. */
    public boolean hasTelephone() {
        return telephone.isThere();
    }

    /** The ladder as it is now. */
    @Transactional(readOnly = true)
    public Ladder ladder(SchoolId school) {
        var today = today();
        return new Ladder(
                store.rungs(school),
                store.closed(school, today),
                store.absences(school, today),
                settings.get(school, MessagesConfiguration.OPENS),
                settings.get(school, MessagesConfiguration.CLOSES));
    }

    /** The same to look at. */
    @Transactional(readOnly = true)
    public Ladder ladder(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        return ladder(actor.school());
    }

    /** What is wrong with it. */
    @Transactional(readOnly = true)
    public List<Ladder.Flaw> flaws(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        var may = candidates(actor).stream().map(Candidate::person).collect(Collectors.toSet());
        return ladder(actor.school()).flaws(may::contains);
    }

    /** Who may be on it, and be said to be away. */
    @Transactional(readOnly = true)
    public List<Candidate> candidates(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        return causes.stream()
                .flatMap(cause -> cause.candidates(actor.school()).stream())
                .distinct()
                .toList();
    }

    /** Who cannot be reached today. */
    @Transactional(readOnly = true)
    public Set<PersonId> away(SchoolId school) {
        var today = today();
        return store.absences(school, today).stream()
                .filter(absence -> absence.isOn(today))
                .map(Absence::person)
                .collect(Collectors.toSet());
    }

    /** Puts somebody at its lower end. Answers with what has to be put right first; with nothing where it is done. */
    @Transactional
    public Problems add(
            Actor actor, @Nullable PersonId person, String number, List<Channel> channels, Set<Hours> hours) {
        ACCESS.require(actor, Operation.SET_UP);
        var found = candidates(actor).stream()
                .filter(one -> one.person().equals(person))
                .findFirst();
        var dialled = PhoneNumber.read(number);
        var telephones = channels.stream().anyMatch(Channel::isByTelephone);
        var problems = Problems.none()
                .when(found.isEmpty(), "person", say("messages.ladder.whom"))
                .when(channels.isEmpty(), "channels", say("messages.ladder.how"))
                .when(hours.isEmpty(), "hours", say("messages.ladder.when"))
                .when(number.isBlank() && telephones, "number", say("messages.ladder.no-number"))
                .when(
                        !number.isBlank() && dialled.isEmpty(),
                        "number",
                        say("messages.ladder.not-a-number", number.strip()))
                .when(
                        channels.contains(Channel.TEXT)
                                && dialled.filter(one -> !one.isMobile()).isPresent(),
                        "number",
                        say("messages.ladder.no-mobile"))
                .when(
                        store.rungs(actor.school()).size() >= MOST_RUNGS,
                        "person",
                        say("messages.ladder.full", MOST_RUNGS));
        if (problems.any()) {
            return problems;
        }
        var rung = new Rung(
                UUID.randomUUID(),
                found.orElseThrow().person(),
                found.orElseThrow().name(),
                dialled.map(PhoneNumber::value).orElse(""),
                channels,
                hours);
        store.add(actor.school(), rung);
        events.publishEvent(new LadderChanged(
                actor,
                LadderChanged.What.ON_IT,
                rung.id(),
                Map.of("person", rung.person().toString())));
        return problems;
    }

    /** Takes somebody off it. */
    @Transactional
    public void remove(Actor actor, UUID rung) {
        ACCESS.require(actor, Operation.SET_UP);
        if (!store.removeRung(actor.school(), rung)) {
            throw new NotFound("rung " + rung);
        }
        events.publishEvent(new LadderChanged(actor, LadderChanged.What.OFF_IT, rung, Map.of()));
    }

    /** Lets somebody be rung one earlier. */
    @Transactional
    public void moveUp(Actor actor, UUID rung) {
        ACCESS.require(actor, Operation.SET_UP);
        var order = new ArrayList<>(
                store.rungs(actor.school()).stream().map(Rung::id).toList());
        var at = order.indexOf(rung);
        if (at < 0) {
            throw new NotFound("rung " + rung);
        }
        if (at > 0) {
            Collections.swap(order, at, at - 1);
            store.place(actor.school(), order);
            events.publishEvent(new LadderChanged(actor, LadderChanged.What.MOVED_UP, rung, Map.of()));
        }
    }

    /** All days on which the school has said that it is closed, those that are over among them. */
    @Transactional(readOnly = true)
    public List<ClosedDays> closedDays(SchoolId school) {
        return store.closed(school, LocalDate.EPOCH);
    }

    /** The school is closed on these days. */
    @Transactional
    public Problems close(Actor actor, String name, @Nullable LocalDate from, @Nullable LocalDate until) {
        ACCESS.require(actor, Operation.SET_UP);
        var problems = days(from, until)
                .when(name.isBlank(), "name", say("messages.ladder.closed.name"))
                .when(name.length() > LONGEST_NAME, "name", say("messages.ladder.closed.long", LONGEST_NAME));
        if (problems.any() || from == null || until == null) {
            return problems;
        }
        var days = new ClosedDays(UUID.randomUUID(), name.strip(), from, until);
        store.add(actor.school(), days);
        events.publishEvent(new LadderChanged(
                actor,
                LadderChanged.What.CLOSED_DAYS_SAID,
                days.id(),
                Map.of("from", from.toString(), "until", until.toString())));
        return problems;
    }

    /** It is open after all. */
    @Transactional
    public void open(Actor actor, UUID closed) {
        ACCESS.require(actor, Operation.SET_UP);
        if (!store.removeClosed(actor.school(), closed)) {
            throw new NotFound("closed days " + closed);
        }
        events.publishEvent(new LadderChanged(actor, LadderChanged.What.CLOSED_DAYS_TAKEN_BACK, closed, Map.of()));
    }

    /** Who is away, or will be. */
    @Transactional(readOnly = true)
    public List<Absence> absences(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        return store.absences(actor.school(), today());
    }

    /** Somebody cannot be reached on these days. Whoever comes next has their turns at once. */
    @Transactional
    public Problems away(Actor actor, @Nullable PersonId person, @Nullable LocalDate from, @Nullable LocalDate until) {
        ACCESS.require(actor, Operation.SAY_AWAY);
        var found = candidates(actor).stream()
                .filter(one -> one.person().equals(person))
                .findFirst();
        var problems = days(from, until).when(found.isEmpty(), "person", say("messages.away.whom"));
        if (problems.any() || from == null || until == null) {
            return problems;
        }
        var absence = new Absence(
                UUID.randomUUID(),
                found.orElseThrow().person(),
                found.orElseThrow().name(),
                from,
                until);
        store.add(actor.school(), absence);
        events.publishEvent(new AwayChanged(actor, absence.person(), absence.id(), true));
        return problems;
    }

    /** They are here after all. */
    @Transactional
    public void back(Actor actor, UUID absence) {
        ACCESS.require(actor, Operation.SAY_AWAY);
        var found = store.absences(actor.school(), LocalDate.EPOCH).stream()
                .filter(one -> one.id().equals(absence))
                .findFirst()
                .orElseThrow(() -> new NotFound("absence " + absence));
        store.removeAbsence(actor.school(), absence);
        events.publishEvent(new AwayChanged(actor, found.person(), absence, false));
    }

    private Problems days(@Nullable LocalDate from, @Nullable LocalDate until) {
        return Problems.none()
                .when(from == null, "from", say("messages.days.from"))
                .when(until == null, "until", say("messages.days.until"))
                .when(from != null && until != null && until.isBefore(from), "until", say("messages.days.order"))
                .when(until != null && until.isBefore(today()), "until", say("messages.days.over"));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), LONDON);
    }
}
