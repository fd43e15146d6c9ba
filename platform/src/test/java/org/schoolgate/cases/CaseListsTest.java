package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.CaseQueue.Part;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the database picks for lists, held against {@link CasePolicy} case by case: for every role and for people of two, who
 * told, who are named, whom it is about, at a school where everybody is and at one that most have left.
 */
@PageTest
class CaseListsTest {
    private static final int CASES = 400;

    /** Pages end at other places for different people, and each list is gone through in all of these steps. */
    private static final List<Integer> STEPS = List.of(11, 37, 101);

    /** Every so many a case is looked for by its number. */
    private static final int FEW = 9;

    private static final List<String> KINDS = List.of("misuse-seen", "unsuitable-site", "concerning-image");

    private final Greenfield school;
    private final CaseStore store;
    private final CaseQueueStore lists;
    private final Viewers viewers;
    private final Shares shares;
    private final People people;
    private final Roster roster;
    private final PhoneLadders ladders;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Random random = new Random(20261119);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    CaseListsTest(
            Cast cast,
            CaseStore store,
            CaseQueueStore lists,
            Viewers viewers,
            Shares shares,
            People people,
            Roster roster,
            PhoneLadders ladders,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.school = cast.greenfield();
        this.store = store;
        this.lists = lists;
        this.viewers = viewers;
        this.shares = shares;
        this.people = people;
        this.roster = roster;
        this.ladders = ladders;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** A case as it was put into the database. */
    private record Kept(CaseFile file, List<Waiting> waiting) {}

    @Test
    @Keeps({"INC-25", "SGD-11"})
    void whereEverybodyIsTheListsHoldWhatThePolicySays() {
        var roles = EnumSet.copyOf(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ));
        compare(() -> {
            var room = Classroom.kingfishers(school, people, roster);
            var actors = new ArrayList<>(actors(roles));
            actors.add(room.teacher());
            actors.add(with(room.teacher(), Role.ONLINE_SAFETY_COORDINATOR));
            actors.add(with(actors.getFirst(), Role.GOVERNOR));
            return new Here(
                    actors, room.pupils().stream().map(Actor.Somebody::person).toList());
        });
    }

    @Test
    @Keeps({"INC-25", "SGD-11"})
    void whereMostHaveLeftTheListsHoldWhatThePolicySays() {
        compare(() -> {
            var actors = actors(
                    EnumSet.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.TEACHING_ASSISTANT, Role.CHAIR_OF_GOVERNORS));
            var pupils = Stream.of("Priya", "Tom")
                    .map(name -> people.join(office(), NewPerson.called(name, "Nair"), Role.PUPIL, firstDay()))
                    .toList();
            return new Here(actors, pupils);
        });
    }

    @Test
    @Keeps({"INC-25", "SGD-11"})
    void whereTheLeadIsAwayTheListsHoldWhatThePolicySays() {
        compare(() -> {
            var actors = actors(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ));
            var pupil = people.join(office(), NewPerson.called("Priya", "Nair"), Role.PUPIL, firstDay());
            var problems = ladders.away(
                    of(actors, Role.HEAD), of(actors, Role.SAFEGUARDING_LEAD).person(), roster.today(), roster.today());
            assertThat(problems.all()).isEmpty();
            return new Here(actors, List.of(pupil));
        });
    }

    private static Actor.Somebody of(List<Actor.Somebody> actors, Role role) {
        return actors.stream().filter(actor -> actor.is(role)).findFirst().orElseThrow();
    }

    private record Here(List<Actor.Somebody> actors, List<PersonId> pupils) {}

    private interface Roll {
        Here put();
    }

    private void compare(Roll roll) {
        TestClock.at(
                now,
                () -> school.within(() -> transaction.executeWithoutResult(_ -> {
                    var here = roll.put();
                    var kept = new ArrayList<Kept>();
                    for (int number = 1; number <= CASES; number++) {
                        kept.add(make(number, here));
                    }
                    var ids = kept.stream().map(one -> one.file().id()).toList();
                    var onThem = store.people(school.school(), ids);
                    var readers = store.readers(school.school(), ids);
                    var facts = kept.stream()
                            .map(one -> new CaseFacts(
                                    one.file(),
                                    onThem.getOrDefault(one.file().id(), List.of()),
                                    readers.getOrDefault(one.file().id(), List.of()).stream()
                                            .map(CaseReader::person)
                                            .collect(Collectors.toSet()),
                                    one.waiting()))
                            .toList();
                    int waits = 0;
                    for (int i = 0; i < here.actors().size(); i++) {
                        waits += compare(here.actors().get(i), facts, i);
                    }
                    assertThat(waits).as("how much waited, over everybody").isGreaterThan(CASES / 2);
                })));
    }

    private int compare(Actor.Somebody actor, List<CaseFacts> all, int turn) {
        var viewer = viewers.of(actor);
        var share = shares.of(actor);
        var first = new HashMap<CaseId, Waiting>();
        var read = new HashSet<CaseId>();
        for (var one : all) {
            first(viewer, one).ifPresent(step -> first.put(one.file().id(), step));
            // Whoever neither reads a case for what they are nor is named finds it only while a step of it is theirs.
            if (CasePolicy.sight(viewer, new CaseFacts(one.file(), one.people(), one.readers(), List.of()))
                    == Sight.WHOLE) {
                read.add(one.file().id());
            }
        }
        var waiting = first.keySet().stream()
                .sorted(Comparator.comparing((CaseId id) -> limit(step(first, id)))
                        .thenComparing(id -> step(first, id).since())
                        .thenComparing(CaseId::toString))
                .toList();
        var listed = pages(step(turn), (after, most) -> lists.waiting(school.school(), share, after, most));
        assertThat(listed)
                .as("what waits for %s", actor.name())
                .extracting(entry -> entry.file().id())
                .containsExactlyElementsOf(waiting);
        assertThat(listed)
                .extracting(CaseQueue.Entry::step)
                .containsExactlyElementsOf(
                        waiting.stream().map(id -> step(first, id).title()).toList());
        assertThat(lists.count(school.school(), share)).isEqualTo(waiting.size());
        int page = step(turn);
        assertThat(lists.open(school.school(), share, page))
                .as("both lists from their beginning, for %s", actor.name())
                .isEqualTo(new CaseQueue(
                        waiting.size(),
                        lists.waiting(school.school(), share, null, page),
                        lists.others(school.school(), share, null, page),
                        share.viewer().now()));

        Predicate<CaseFacts> reads = one -> read.contains(one.file().id());
        same(
                pages(step(turn + 1), (after, most) -> lists.others(school.school(), share, after, most)),
                all,
                reads.and(one ->
                        !one.file().isClosed() && !first.containsKey(one.file().id())));
        same(
                pages(step(turn + 2), (after, most) -> lists.closed(school.school(), share, after, most)),
                all,
                reads.and(one -> one.file().isClosed()));
        same(
                lists.ofKinds(school.school(), share, KINDS.subList(0, 2), CASES),
                all,
                reads.and(one -> KINDS.subList(0, 2).contains(one.file().kind())));
        Predicate<CaseFacts> named = reads.and(
                one -> one.people().stream().anyMatch(person -> person.name().startsWith("Somebody 1")));
        same(lists.ofFew(school.school(), share, List.of(), "somebody 1", CASES), all, named);
        same(lists.ofMany(school.school(), share, List.of(), "somebody 1", CASES), all, named);
        // One by one they take time, so a few of them for each person, and others for the next.
        var few = all.stream()
                .filter(one -> Math.floorMod(one.file().number().number() - turn, FEW) == 0)
                .toList();
        same(
                few.stream()
                        .flatMap(one -> lists
                                .numbered(school.school(), share, one.file().number())
                                .stream())
                        .toList(),
                few,
                reads);
        return waiting.size();
    }

    private static int step(int turn) {
        return STEPS.get(turn % STEPS.size());
    }

    private static void same(List<CaseFile> listed, List<CaseFacts> all, Predicate<CaseFacts> rule) {
        assertThat(listed)
                .extracting(CaseFile::id)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().filter(rule).map(one -> one.file().id()).toList());
    }

    private interface Listing<T> {
        Part<T> from(@Nullable CasePlace after, int most);
    }

    private static <T> List<T> pages(int most, Listing<T> list) {
        var all = new ArrayList<T>();
        var part = list.from(null, most);
        all.addAll(part.items());
        while (part.next() != null) {
            assertThat(part.items()).hasSize(most);
            part = list.from(CasePlace.read(part.next().toString()).orElseThrow(), most);
            all.addAll(part.items());
        }
        return all;
    }

    /** The first step of a case that is a viewer's, as the policy has it. */
    private static Optional<Waiting> first(Viewer viewer, CaseFacts facts) {
        return facts.waiting().stream()
                .filter(step -> CasePolicy.isTheirs(viewer, facts, step))
                .min(Comparator.comparing(CaseListsTest::limit).thenComparing(Waiting::since));
    }

    private static Waiting step(Map<CaseId, Waiting> first, CaseId id) {
        return Objects.requireNonNull(first.get(id));
    }

    private static Instant limit(Waiting step) {
        return step.limit() == null ? Instant.MAX : step.limit().due();
    }

    private Kept make(int number, Here here) {
        var staff = here.actors().stream().map(Actor.Somebody::person).toList();
        var closed = random.nextInt(4) == 0;
        var steps = closed ? List.<Waiting>of() : steps(staff);
        var circle = any(List.of(Circle.values()));
        var due = steps.stream()
                .flatMap(step -> Stream.ofNullable(step.limit()))
                .map(Waiting.Limit::due)
                .min(Comparator.naturalOrder())
                .orElse(null);
        var file = new CaseFile(
                CaseId.random(),
                school.school(),
                new CaseNumber(2026, number),
                any(KINDS),
                "A kind",
                ago(),
                somebody(staff),
                "Somebody",
                null,
                random.nextInt(3) == 0 ? somebody(staff) : null,
                false,
                circle,
                circle == Circle.SEALED,
                due,
                ago(),
                closed ? ago() : null);
        store.open(file);
        jdbc.sql("""
                        insert into case_walk (school_id, case_id, walk, procedure, version, begun_at)
                        values (:school, :id, 1, :kind, 1, :at)
                        """)
                .param("school", school.school().value())
                .param("id", file.id().value())
                .param("kind", file.kind())
                .param("at", Timestamp.from(file.openedAt()))
                .update();
        for (int i = random.nextInt(4); i > 0; i--) {
            var person = random.nextBoolean() ? any(here.pupils()) : any(staff);
            var kind = here.pupils().contains(person) ? OnCase.Kind.PUPIL : OnCase.Kind.STAFF;
            var part = any(List.of(OnCase.Part.values()));
            store.add(file, on(person, kind, part));
            if (random.nextInt(4) == 0) {
                store.add(file, on(person, OnCase.Kind.ADULT, OnCase.Part.WITNESS));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            store.add(file, new CaseReader(any(staff), "x", now, staff.getFirst(), "x"));
        }
        store.keep(file, steps);
        return new Kept(file, steps);
    }

    private OnCase on(PersonId person, OnCase.Kind kind, OnCase.Part part) {
        return new OnCase(person, "Somebody " + Math.floorMod(person.hashCode(), 30), kind, part, now, person, "x");
    }

    private List<Waiting> steps(List<PersonId> staff) {
        var steps = new ArrayList<Waiting>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var doer = doer();
            steps.add(new Waiting(
                    1,
                    "step-" + i,
                    "Step " + i,
                    doer,
                    inPlace(staff),
                    ago(),
                    random.nextInt(4) > 0,
                    random.nextInt(3) == 0 ? null : anyLimit()));
        }
        return steps;
    }

    /** Those who come next have their turns as evenly as hours go by, or as unevenly as school days do. */
    private Waiting.Limit anyLimit() {
        var due = now.plus(Duration.ofMinutes(30L * (random.nextInt(20) - 12)));
        var turns = random.nextInt(3) == 0 ? List.<Doer>of() : List.of(doer(), doer());
        var second = due.plus(Duration.ofHours(1 + random.nextInt(3)));
        return new Waiting.Limit(due, turns, turns.isEmpty() ? List.of() : List.of(due, second), null, false);
    }

    private Set<PersonId> inPlace(List<PersonId> staff) {
        return random.nextInt(5) == 0 ? Set.of(any(staff)) : Set.of();
    }

    private Doer doer() {
        return any(List.of(Doer.values()));
    }

    /** Somebody who is here, or who is not any more. */
    private PersonId somebody(List<PersonId> staff) {
        return random.nextInt(4) == 0 ? PersonId.random() : any(staff);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Instant ago() {
        return now.minus(Duration.ofMinutes(random.nextInt(100_000)));
    }

    private List<Actor.Somebody> actors(Set<Role> roles) {
        return roles.stream()
                .map(role -> new Actor.Somebody(
                        school.school(),
                        people.join(
                                office(),
                                NewPerson.called(
                                        "",
                                        "",
                                        "Of " + role.name(),
                                        role.name().toLowerCase(Locale.ROOT) + "@greenfield.example"),
                                role,
                                firstDay()),
                        role.name(),
                        Set.of(role),
                        null))
                .toList();
    }

    private static Actor.Somebody with(Actor.Somebody actor, Role more) {
        var roles = EnumSet.copyOf(actor.roles());
        roles.add(more);
        return new Actor.Somebody(actor.school(), actor.person(), actor.name() + ", " + more, roles, null);
    }

    private Actor.Schoolgate office() {
        return new Actor.Schoolgate(school.school(), "The office");
    }

    private LocalDate firstDay() {
        return AcademicYear.of(roster.today()).firstDay();
    }
}
