package org.schoolgate.activity;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.schoolgate.access.SupervisedTime;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was seen online, for those whom it concerns while it happens: a teacher whose class is online, anybody who was just
 * refused something. What somebody named did at another time is {@link LookUps}' to show.
 */
@Service
public class Activity {
    /** How far back "now" goes, for a teacher in a lesson. */
    static final Duration NOW = Duration.ofMinutes(15);

    private static final int MOST_OF_A_CLASS = 3_000;
    private static final int MOST_REFUSED = 5;
    private static final int MOST_DAYS_BY_CLASS = 7;

    private final SeenStore store;
    private final Roster roster;
    private final SupervisedTime supervised;
    private final Pseudonyms pseudonyms;
    private final Settings settings;
    private final Clock clock;

    Activity(
            SeenStore store,
            Roster roster,
            SupervisedTime supervised,
            Pseudonyms pseudonyms,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.roster = roster;
        this.supervised = supervised;
        this.pseudonyms = pseudonyms;
        this.settings = settings;
        this.clock = clock;
    }

    /** What a role may do with what was seen. */
    public enum Operation {
        /** See what one's own class does now. */
        SEE_OWN_CLASS_NOW,
        /** See how much was let through and refused, without a name. */
        COUNT,
        /** Ask to see what somebody did, for a purpose of the list. */
        LOOK_UP,
        /** Agree, or not, that somebody else looks. */
        AGREE_TO_LOOK_UPS,
        /** See who looked at what. */
        SEE_LOOK_UPS
    }

    /** Who may see what; whom the head has authorised to look somebody up, a setting says beside it (MON-4). */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.SEE_OWN_CLASS_NOW, Role.TEACHER, Role.TEACHING_ASSISTANT, Role.STUDENT_TEACHER)
            .allow(
                    Operation.COUNT,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.TECHNICIAN,
                    Role.GOVERNOR,
                    Role.CHAIR_OF_GOVERNORS)
            .allow(
                    Operation.LOOK_UP,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.SENIOR_LEADER,
                    Role.TECHNICIAN)
            .allow(Operation.AGREE_TO_LOOK_UPS, Role.HEAD, Role.SAFEGUARDING_LEAD, Role.CHAIR_OF_GOVERNORS)
            .allow(Operation.SEE_LOOK_UPS, Role.HEAD, Role.DATA_PROTECTION_OFFICER)
            .done();

    /** One pupil of a class, with what they did in the last minutes. */
    public record PupilNow(Pupil pupil, Optional<Seen> latest, List<Seen> refused) {}

    /**
     * What a class does now.
     *
     * @param since how far back it looks
     */
    public record ClassNow(SchoolClass schoolClass, Instant at, Instant since, List<PupilNow> pupils) {
        public long online() {
            return pupils.stream().filter(one -> one.latest().isPresent()).count();
        }
    }

    /** What became of a teacher's wish to see a class. */
    public sealed interface ClassAnswer {
        record Shown(ClassNow now) implements ClassAnswer {}

        /** Nobody holds a session open for the class, and the school shows classes in open sessions only. */
        record NoOpenSession(SchoolClass schoolClass) implements ClassAnswer {}

        /** The school shows no teacher what a class does. */
        record NotAtThisSchool(SchoolClass schoolClass) implements ClassAnswer {}
    }

    /** How much was let through and refused in some time, without a name. */
    public record Counts(Instant from, Instant until, long allowed, long refused, Map<String, Long> byCategory) {
        public long all() {
            return allowed + refused;
        }
    }

    /** The classes whose browsing this adult may be shown, when it may be shown. */
    @Transactional(readOnly = true)
    public List<SchoolClass> classes(Actor.Somebody actor) {
        ACCESS.require(actor, Operation.SEE_OWN_CLASS_NOW);
        return roster.classesOf(actor.school(), actor.person(), roster.today());
    }

    /** What one's own class does now (CFG-43, MON-12). */
    @Transactional(readOnly = true)
    public ClassAnswer classNow(Actor.Somebody actor, ClassId id) {
        ACCESS.require(actor, Operation.SEE_OWN_CLASS_NOW);
        var school = actor.school();
        var found = roster.schoolClass(school, id).orElseThrow(() -> new NotFound("class " + id));
        var session = supervised.of(school, id);
        boolean holdsIt =
                session.filter(open -> open.adult().equals(actor.person())).isPresent();
        if (!holdsIt && !roster.isAdultOf(school, actor.person(), id, roster.today())) {
            throw new Forbidden(actor, Operation.SEE_OWN_CLASS_NOW.name());
        }
        return switch (settings.get(school, ActivitySettings.CLASS_VIEW)) {
            case NEVER -> new ClassAnswer.NotAtThisSchool(found);
            case IN_AN_OPEN_SESSION ->
                session.isPresent()
                        ? new ClassAnswer.Shown(now(school, found, session.get().openedAt()))
                        : new ClassAnswer.NoOpenSession(found);
            case OWN_CLASS_ALWAYS -> new ClassAnswer.Shown(now(school, found, Instant.MIN));
        };
    }

    /** What was just refused to the actor: for a child's first page, and for whoever asks why. */
    @Transactional(readOnly = true)
    public List<Seen> refusedLately(Actor.Somebody actor) {
        var now = clock.instant();
        var ref = pseudonyms.of(actor.school(), actor.person());
        return store.closedTo(actor.school(), ref, new SeenStore.Time(now.minus(NOW), soon(now)), MOST_REFUSED);
    }

    /** How much was let through and refused on these days of London, the last one included. */
    @Transactional(readOnly = true)
    public Counts counts(Actor actor, LocalDate first, LocalDate last) {
        ACCESS.require(actor, Operation.COUNT);
        var time = new SeenStore.Time(
                first.atStartOfDay(LONDON).toInstant(),
                last.plusDays(1).atStartOfDay(LONDON).toInstant());
        var byAnswer = store.counts(actor.school(), time);
        var byCategory = new TreeMap<String, Long>();
        long allowed = 0;
        long refused = 0;
        for (var answer : byAnswer.entrySet()) {
            long events = answer.getValue().getOrDefault("", 0L);
            if (answer.getKey().isClosed()) {
                refused += events;
            } else {
                allowed += events;
            }
            answer.getValue().forEach((category, some) -> {
                if (!category.isEmpty()) {
                    byCategory.merge(category, some, Long::sum);
                }
            });
        }
        return new Counts(time.from(), time.until(), allowed, refused, byCategory);
    }

    /** How often something was closed to a class. */
    public record ClassCount(SchoolClass schoolClass, long closed) {}

    /** The same by class, never by pupil, on these days of London; at most a week, as each request is looked at. */
    @Transactional(readOnly = true)
    public List<ClassCount> countsByClass(Actor actor, LocalDate first, LocalDate last) {
        ACCESS.require(actor, Operation.COUNT);
        if (first.isBefore(last.minusDays(MOST_DAYS_BY_CLASS - 1))) {
            throw new IllegalArgumentException("more than a week: %s to %s".formatted(first, last));
        }
        var school = actor.school();
        var time = new SeenStore.Time(
                first.atStartOfDay(LONDON).toInstant(),
                last.plusDays(1).atStartOfDay(LONDON).toInstant());
        var closed = store.closedByReader(school, time);
        var classes = roster.classes(school, last);
        return classes.stream()
                .map(one -> new ClassCount(
                        one,
                        pseudonyms
                                .of(
                                        school,
                                        roster.pupilsOf(school, one.id(), last).stream()
                                                .map(Pupil::id)
                                                .toList())
                                .values()
                                .stream()
                                .mapToLong(ref -> closed.getOrDefault(ref, 0L))
                                .sum()))
                .toList();
    }

    private ClassNow now(SchoolId school, SchoolClass one, Instant opened) {
        var at = clock.instant();
        var since = opened.isAfter(at.minus(NOW)) ? opened : at.minus(NOW);
        var pupils = roster.pupilsOf(school, one.id(), roster.today());
        var refs = pseudonyms.of(school, pupils.stream().map(Pupil::id).toList());
        var seen =
                byReader(store.ofReaders(school, refs.values(), new SeenStore.Time(since, soon(at)), MOST_OF_A_CLASS));
        return new ClassNow(
                one,
                at,
                since,
                pupils.stream()
                        .map(pupil -> pupilNow(pupil, seen.getOrDefault(refs.getOrDefault(pupil.id(), ""), List.of())))
                        .toList());
    }

    private static PupilNow pupilNow(Pupil pupil, List<Seen> newestFirst) {
        return new PupilNow(
                pupil,
                newestFirst.stream().findFirst(),
                newestFirst.stream()
                        .filter(one -> one.answer().isClosed())
                        .limit(MOST_REFUSED)
                        .toList());
    }

    private static Map<String, List<Seen>> byReader(List<Seen> seen) {
        var byReader = new HashMap<String, List<Seen>>();
        for (var one : seen) {
            if (one.reader() != null) {
                byReader.computeIfAbsent(one.reader(), _ -> new ArrayList<>()).add(one);
            }
        }
        return byReader;
    }

    /** A gateway's clock may be a little ahead. */
    private static Instant soon(Instant now) {
        return now.plus(Duration.ofMinutes(5));
    }
}
