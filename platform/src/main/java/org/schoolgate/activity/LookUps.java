package org.schoolgate.activity;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.activity.Activity.Operation;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.gateways.ProxyTokens;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Membership;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looking at what somebody did: for a purpose that the policy lists and that is written down first, for a time that ends
 * by itself, with a second person's agreement where it is about an adult, and each reading on the record (MON-3, MON-4).
 */
@Service
public class LookUps {
    static final int A_PAGE = 200;

    private static final int LONGEST_BECAUSE = 500;
    private static final Duration LONGEST_PERIOD = Duration.ofDays(31);
    private static final int RECENT = 100;

    private final LookUpStore store;
    private final SeenStore seen;
    private final Roster roster;
    private final Pseudonyms pseudonyms;
    private final ProxyTokens tokens;
    private final Settings settings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    LookUps(
            LookUpStore store,
            SeenStore seen,
            Roster roster,
            Pseudonyms pseudonyms,
            ProxyTokens tokens,
            Settings settings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.seen = seen;
        this.roster = roster;
        this.pseudonyms = pseudonyms;
        this.tokens = tokens;
        this.settings = settings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What somebody means to look at, and why. */
    public record Wish(Purpose purpose, String because, Subject subject, Instant from, Instant until) {}

    /** What became of a wish. */
    public sealed interface Asking {
        /** It may be read at once. */
        record Open(LookUp lookUp) implements Asking {}

        /** It is about an adult: a second person has to agree. */
        record ForASecond(LookUp lookUp) implements Asking {}

        record NotLikeThat(Problems problems) implements Asking {}
    }

    /**
     * One line of what is shown.
     *
     * @param reader as the school calls them; empty where nobody was known, or may not be named here
     * @param isAdult an adult, whom a look at a site or a station does not name
     * @param device as it is labelled; empty where it is not known
     */
    public record Line(Seen seen, String reader, boolean isAdult, String device) {}

    /** What a reading of a look-up shows. */
    public sealed interface Reading {
        /**
         * The newest first.
         *
         * @param more what is older than the last line of this page can be asked for
         */
        record Shown(LookUp lookUp, String subject, List<Line> lines, boolean more) implements Reading {}

        /** The time for which it was open is over; whoever still has to look asks again. */
        record Over(LookUp lookUp, String subject) implements Reading {}

        record Waiting(LookUp lookUp, String subject) implements Reading {}

        record Refused(LookUp lookUp, String subject) implements Reading {}
    }

    /** Asks to look. What is shown later was not shown before this is on the record. */
    @Transactional
    public Asking ask(Actor.Somebody actor, Wish wish) {
        requireLooker(actor);
        var problems = problems(wish);
        if (problems.any()) {
            return new Asking.NotLikeThat(problems);
        }
        var school = actor.school();
        var now = clock.instant();
        boolean second =
                wish.subject() instanceof Subject.OfPerson(var person) && isAdult(school, known(school, person));
        var lookUp = new LookUp(
                LookUpId.random(),
                actor.person(),
                actor.name(),
                actor.roles().stream().map(Role::name).sorted().collect(Collectors.joining(" ")),
                wish.purpose(),
                wish.because().strip(),
                wish.subject(),
                wish.from(),
                wish.until(),
                now,
                second,
                second ? new LookUp.State.Waiting() : new LookUp.State.Open(now.plus(lasting(school)), null),
                0,
                null);
        store.add(school, lookUp);
        events.publishEvent(new Asked(actor, lookUp));
        return second ? new Asking.ForASecond(lookUp) : new Asking.Open(lookUp);
    }

    /** A second person agrees that somebody looks at what an adult did. */
    @Transactional
    public LookUp.Decision agree(Actor.Somebody actor, LookUpId id) {
        var lookUp = lockedForASecond(actor, id);
        var decision = lookUp.agree(actor, lasting(actor.school()), clock.instant());
        if (decision instanceof LookUp.Decision.Done(var agreed)) {
            store.decide(actor.school(), agreed, actor.person(), actor.name(), clock.instant());
            events.publishEvent(new Agreed(actor, agreed));
        }
        return decision;
    }

    /** A second person does not agree, and says why. */
    @Transactional
    public LookUp.Decision refuse(Actor.Somebody actor, LookUpId id, String why) {
        var lookUp = lockedForASecond(actor, id);
        var decision = lookUp.refuse(actor, why.strip(), clock.instant());
        if (decision instanceof LookUp.Decision.Done(var refused)) {
            store.decide(actor.school(), refused, actor.person(), actor.name(), clock.instant());
            events.publishEvent(new NotAgreed(actor, refused));
        }
        return decision;
    }

    /** Shows one's own look-up, newest first, from before that moment; the record has it before the page does. */
    public Reading read(Actor.Somebody actor, LookUpId id, @Nullable Instant before) {
        Activity.ACCESS.require(actor, Operation.LOOK_UP);
        var reading = Objects.requireNonNull(transaction.execute(_ -> reading(actor, id, before)));
        if (reading instanceof Reading.Shown shown) {
            audit.now(new Read(actor, shown.lookUp(), shown.lines().size()));
        }
        return reading;
    }

    /** The newest that one asked for oneself. */
    @Transactional(readOnly = true)
    public List<LookUp> mine(Actor.Somebody actor) {
        Activity.ACCESS.require(actor, Operation.LOOK_UP);
        return store.newest(actor.school(), actor.person(), RECENT);
    }

    /** Those that wait for a second person, and that this actor may be the second person of. */
    @Transactional(readOnly = true)
    public List<LookUp> waiting(Actor.Somebody actor) {
        Activity.ACCESS.require(actor, Operation.AGREE_TO_LOOK_UPS);
        return store.waiting(actor.school()).stream()
                .filter(lookUp -> !lookUp.isOwn(actor) && mayBeSecond(actor, lookUp))
                .toList();
    }

    /** Who looked at what, for whoever watches over that. */
    @Transactional(readOnly = true)
    public List<LookUp> all(Actor actor) {
        Activity.ACCESS.require(actor, Operation.SEE_LOOK_UPS);
        return store.newest(actor.school(), RECENT);
    }

    /** Whom or what each of these is about, in words. */
    @Transactional(readOnly = true)
    public Map<LookUpId, String> subjects(SchoolId school, List<LookUp> some) {
        var people = some.stream()
                .map(LookUp::subject)
                .filter(Subject.OfPerson.class::isInstance)
                .map(subject -> ((Subject.OfPerson) subject).person())
                .distinct()
                .toList();
        var names = roster.persons(school, people);
        var subjects = new HashMap<LookUpId, String>();
        for (var one : some) {
            subjects.put(
                    one.id(),
                    switch (one.subject()) {
                        case Subject.OfPerson(var who) -> {
                            var person = names.get(who);
                            yield person == null
                                    ? say("activity.look-ups.nobody")
                                    : person.name().full();
                        }
                        case Subject.OfSite(var site) -> site;
                        case Subject.OfAddress(var address) -> address;
                    });
        }
        return subjects;
    }

    /** Whether the head has authorised the actor to look somebody up. */
    @Transactional(readOnly = true)
    public boolean mayLook(Actor actor) {
        return Activity.ACCESS.allows(actor, Operation.LOOK_UP)
                && ActivitySettings.isLooker(actor, settings.get(actor.school(), ActivitySettings.LOOKERS));
    }

    private void requireLooker(Actor actor) {
        if (!mayLook(actor)) {
            throw new Forbidden(actor, Operation.LOOK_UP.name());
        }
    }

    private Reading reading(Actor.Somebody actor, LookUpId id, @Nullable Instant before) {
        var school = actor.school();
        var lookUp = store.lock(school, id)
                .filter(one -> one.askedBy().equals(actor.person()))
                .orElseThrow(() -> new NotFound("look-up " + id));
        var subject = Objects.requireNonNull(subjects(school, List.of(lookUp)).get(id));
        return switch (lookUp.state()) {
            case LookUp.State.Waiting() -> new Reading.Waiting(lookUp, subject);
            case LookUp.State.Refused _ -> new Reading.Refused(lookUp, subject);
            case LookUp.State.Open _ ->
                lookUp.isOpen(clock.instant())
                        ? shown(school, lookUp, subject, before)
                        : new Reading.Over(lookUp, subject);
        };
    }

    private Reading shown(SchoolId school, LookUp lookUp, String subject, @Nullable Instant before) {
        var until = before == null || before.isAfter(lookUp.until()) ? lookUp.until() : before;
        var time = new SeenStore.Time(lookUp.from(), until);
        var found = switch (lookUp.subject()) {
            case Subject.OfPerson(var person) ->
                seen.ofReaders(school, Set.of(pseudonyms.of(school, person)), time, A_PAGE + 1);
            case Subject.OfSite(var site) -> seen.ofSite(school, site, time, A_PAGE + 1);
            case Subject.OfAddress(var address) -> seen.ofAddress(school, address, time, A_PAGE + 1);
        };
        var page = page(found);
        store.read(school, lookUp.id(), page.size());
        return new Reading.Shown(lookUp, subject, lines(school, lookUp.subject(), page), page.size() < found.size());
    }

    /** One page, cut between two moments: the next one goes on with what is older than its last line. */
    private static List<Seen> page(List<Seen> found) {
        if (found.size() <= A_PAGE) {
            return found;
        }
        var next = found.get(A_PAGE).at();
        var page = found.stream().filter(one -> one.at().isAfter(next)).toList();
        return page.isEmpty() ? found.subList(0, A_PAGE) : page;
    }

    private List<Line> lines(SchoolId school, Subject subject, List<Seen> found) {
        var behind = pseudonyms.behind(
                school,
                found.stream()
                        .map(Seen::reader)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        var people = roster.persons(school, Set.copyOf(behind.values()));
        var pupils =
                roster.pupils(school, roster.today()).stream().map(Pupil::id).collect(Collectors.toSet());
        var adults = people.keySet().stream()
                .filter(person -> !pupils.contains(person) && isAdult(school, person))
                .collect(Collectors.toSet());
        var devices = tokens.devices(school);
        boolean ofPerson = subject instanceof Subject.OfPerson;
        return found.stream()
                .map(one -> {
                    var person = one.reader() == null ? null : behind.get(one.reader());
                    var known = person == null ? null : people.get(person);
                    boolean adult = person != null && adults.contains(person);
                    return new Line(
                            one,
                            known == null || (adult && !ofPerson)
                                    ? ""
                                    : known.name().full(),
                            adult,
                            one.deviceMark()
                                    .map(mark -> devices.getOrDefault(mark, ""))
                                    .orElse(""));
                })
                .toList();
    }

    /** Whoever is not, and was not, a pupil; of somebody the school does not know, nothing is assumed. */
    private boolean isAdult(SchoolId school, PersonId person) {
        return roster.memberships(school, person).stream().map(Membership::role).noneMatch(role -> role == Role.PUPIL);
    }

    private PersonId known(SchoolId school, PersonId person) {
        if (roster.person(school, person).isEmpty()) {
            throw new NotFound("person " + person);
        }
        return person;
    }

    private Problems problems(Wish wish) {
        return Problems.none()
                .when(wish.because().isBlank(), "because", say("activity.look-ups.because.write"))
                .when(
                        wish.because().length() > LONGEST_BECAUSE,
                        "because",
                        say("activity.look-ups.because.shorter", LONGEST_BECAUSE))
                .when(
                        !wish.from().isBefore(wish.until())
                                || Duration.between(wish.from(), wish.until()).compareTo(LONGEST_PERIOD) > 0,
                        "from",
                        say("activity.look-ups.period.write", LONGEST_PERIOD.toDays()));
    }

    private LookUp lockedForASecond(Actor.Somebody actor, LookUpId id) {
        Activity.ACCESS.require(actor, Operation.AGREE_TO_LOOK_UPS);
        var lookUp = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("look-up " + id));
        if (!mayBeSecond(actor, lookUp)) {
            throw new Forbidden(actor, Operation.AGREE_TO_LOOK_UPS.name());
        }
        return lookUp;
    }

    /** A look at the head is the chair of governors' to agree to; at anybody else, the head's or the safeguarding lead's. */
    private boolean mayBeSecond(Actor.Somebody actor, LookUp lookUp) {
        if (isHead(actor.school(), lookUp.subject())) {
            return actor.is(Role.CHAIR_OF_GOVERNORS);
        }
        return List.of(lookUp.askedAs().split(" ", -1)).contains(Role.HEAD.name())
                ? actor.is(Role.CHAIR_OF_GOVERNORS) || actor.is(Role.SAFEGUARDING_LEAD)
                : actor.is(Role.HEAD) || actor.is(Role.SAFEGUARDING_LEAD);
    }

    private boolean isHead(SchoolId school, Subject subject) {
        return subject instanceof Subject.OfPerson(var person)
                && roster.roles(school, person, roster.today()).contains(Role.HEAD);
    }

    private Duration lasting(SchoolId school) {
        return Duration.ofMinutes(settings.get(school, ActivitySettings.LOOK_UP_MINUTES));
    }

    private static Map<String, String> facts(LookUp lookUp, Map<String, String> more) {
        var facts = new HashMap<>(more);
        facts.put("subject", lookUp.subject().ref());
        facts.put("purpose", lookUp.purpose().name());
        facts.put("from", lookUp.from().toString());
        facts.put("until", lookUp.until().toString());
        return Map.copyOf(facts);
    }

    /** Somebody asked to look at what somebody did. */
    public record Asked(Actor by, LookUp lookUp) implements Audited {
        @Override
        public String kind() {
            return "look-up.asked";
        }

        @Override
        public String subject() {
            return "look-up:" + lookUp.id();
        }

        @Override
        public Map<String, String> facts() {
            return LookUps.facts(lookUp, Map.of("because", lookUp.because(), "as", lookUp.askedAs()));
        }
    }

    /** A second person agreed to a look-up. */
    public record Agreed(Actor by, LookUp lookUp) implements Audited {
        @Override
        public String kind() {
            return "look-up.agreed";
        }

        @Override
        public String subject() {
            return "look-up:" + lookUp.id();
        }

        @Override
        public Map<String, String> facts() {
            return LookUps.facts(lookUp, Map.of("asked-by", lookUp.askedBy().toString()));
        }
    }

    /** A second person did not agree to a look-up. */
    public record NotAgreed(Actor by, LookUp lookUp) implements Audited {
        @Override
        public String kind() {
            return "look-up.not-agreed";
        }

        @Override
        public String subject() {
            return "look-up:" + lookUp.id();
        }

        @Override
        public Map<String, String> facts() {
            return LookUps.facts(lookUp, Map.of("asked-by", lookUp.askedBy().toString()));
        }
    }

    /** Somebody was shown what somebody did. */
    public record Read(Actor by, LookUp lookUp, int lines) implements Audited {
        @Override
        public String kind() {
            return "look-up.read";
        }

        @Override
        public String subject() {
            return "look-up:" + lookUp.id();
        }

        @Override
        public Map<String, String> facts() {
            return LookUps.facts(lookUp, Map.of("lines", Integer.toString(lines)));
        }
    }
}
