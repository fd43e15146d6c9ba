package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.OnCase.Kind;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.testing.Keeps;

/** Whose a case is, held against a table that was written by hand: every role, every circle, every doer. */
class CasePolicyTest {
    private static final Instant NOW = Instant.parse("2026-11-19T10:52:00Z");
    private static final PersonId SOMEBODY = PersonId.random();
    private static final PersonId OPENER = PersonId.random();
    private static final PersonId PRIYA = PersonId.random();

    /** Who reads which while nothing waits for them. */
    private static final String READS = """
            HEAD                     ORDINARY SEALED STAFF STAFF_AND_CHILD
            SENIOR_LEADER            ORDINARY
            SAFEGUARDING_LEAD        ORDINARY SEALED STAFF_AND_CHILD HEAD_AND_CHILD
            DEPUTY_SAFEGUARDING_LEAD ORDINARY SEALED
            ONLINE_SAFETY_COORDINATOR ORDINARY
            CHAIR_OF_GOVERNORS       HEAD HEAD_AND_CHILD
            """;

    /** Whose step it is, by circle, where somebody of every role is at the school. */
    private static final String DOES = """
            COMPLAINTS                ORDINARY ONLINE_SAFETY_COORDINATOR
            TEACHER                   ORDINARY TEACHER
            OFFICE                    ORDINARY OFFICE
            TECHNICIAN                ORDINARY TECHNICIAN
            ONLINE_SAFETY_COORDINATOR ORDINARY ONLINE_SAFETY_COORDINATOR
            SAFEGUARDING_LEAD         ORDINARY SAFEGUARDING_LEAD
            DEPUTY_SAFEGUARDING_LEAD  ORDINARY DEPUTY_SAFEGUARDING_LEAD
            DATA_PROTECTION_OFFICER   ORDINARY DATA_PROTECTION_OFFICER
            SENIOR_LEADER             ORDINARY SENIOR_LEADER HEAD
            HEAD                      ORDINARY HEAD
            CHAIR                     ORDINARY CHAIR_OF_GOVERNORS
            ANYONE_ON_THE_CASE        ORDINARY HEAD SENIOR_LEADER SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD ONLINE_SAFETY_COORDINATOR
            REPORTER                  ORDINARY
            COMPLAINTS                SEALED   HEAD SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD
            TEACHER                   SEALED   HEAD SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD
            OFFICE                    SEALED   HEAD SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD
            TECHNICIAN                SEALED   HEAD SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD
            ONLINE_SAFETY_COORDINATOR SEALED   HEAD SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD
            SAFEGUARDING_LEAD         SEALED   SAFEGUARDING_LEAD
            DEPUTY_SAFEGUARDING_LEAD  SEALED   DEPUTY_SAFEGUARDING_LEAD
            DATA_PROTECTION_OFFICER   SEALED   HEAD SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD
            SENIOR_LEADER             SEALED   HEAD
            HEAD                      SEALED   HEAD
            CHAIR                     SEALED   CHAIR_OF_GOVERNORS
            ANYONE_ON_THE_CASE        SEALED   HEAD SAFEGUARDING_LEAD DEPUTY_SAFEGUARDING_LEAD
            REPORTER                  SEALED
            COMPLAINTS                STAFF    HEAD
            TEACHER                   STAFF    HEAD
            OFFICE                    STAFF    HEAD
            TECHNICIAN                STAFF    HEAD
            ONLINE_SAFETY_COORDINATOR STAFF    HEAD
            SAFEGUARDING_LEAD         STAFF    HEAD
            DEPUTY_SAFEGUARDING_LEAD  STAFF    HEAD
            DATA_PROTECTION_OFFICER   STAFF    HEAD
            SENIOR_LEADER             STAFF    HEAD
            HEAD                      STAFF    HEAD
            CHAIR                     STAFF    CHAIR_OF_GOVERNORS
            ANYONE_ON_THE_CASE        STAFF    HEAD
            REPORTER                  STAFF
            COMPLAINTS                HEAD     CHAIR_OF_GOVERNORS
            TEACHER                   HEAD     CHAIR_OF_GOVERNORS
            OFFICE                    HEAD     CHAIR_OF_GOVERNORS
            TECHNICIAN                HEAD     CHAIR_OF_GOVERNORS
            ONLINE_SAFETY_COORDINATOR HEAD     CHAIR_OF_GOVERNORS
            SAFEGUARDING_LEAD         HEAD     CHAIR_OF_GOVERNORS
            DEPUTY_SAFEGUARDING_LEAD  HEAD     CHAIR_OF_GOVERNORS
            DATA_PROTECTION_OFFICER   HEAD     CHAIR_OF_GOVERNORS
            SENIOR_LEADER             HEAD     CHAIR_OF_GOVERNORS
            HEAD                      HEAD     CHAIR_OF_GOVERNORS
            CHAIR                     HEAD     CHAIR_OF_GOVERNORS
            ANYONE_ON_THE_CASE        HEAD     CHAIR_OF_GOVERNORS
            REPORTER                  HEAD
            TEACHER                   STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            COMPLAINTS                STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            OFFICE                    STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            TECHNICIAN                STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            ONLINE_SAFETY_COORDINATOR STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            SAFEGUARDING_LEAD         STAFF_AND_CHILD SAFEGUARDING_LEAD
            DEPUTY_SAFEGUARDING_LEAD  STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            DATA_PROTECTION_OFFICER   STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            SENIOR_LEADER             STAFF_AND_CHILD HEAD
            HEAD                      STAFF_AND_CHILD HEAD
            CHAIR                     STAFF_AND_CHILD CHAIR_OF_GOVERNORS
            ANYONE_ON_THE_CASE        STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            REPORTER                  STAFF_AND_CHILD
            TEACHER                   HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            COMPLAINTS                HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            OFFICE                    HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            TECHNICIAN                HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            ONLINE_SAFETY_COORDINATOR HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            SAFEGUARDING_LEAD         HEAD_AND_CHILD SAFEGUARDING_LEAD
            DEPUTY_SAFEGUARDING_LEAD  HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            DATA_PROTECTION_OFFICER   HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            SENIOR_LEADER             HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            HEAD                      HEAD_AND_CHILD CHAIR_OF_GOVERNORS
            CHAIR                     HEAD_AND_CHILD CHAIR_OF_GOVERNORS
            ANYONE_ON_THE_CASE        HEAD_AND_CHILD CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            REPORTER                  HEAD_AND_CHILD
            """;

    private record Line(String first, List<String> others) {}

    private static List<Line> lines(String table) {
        return table.lines()
                .map(line -> List.of(line.strip().split("\\s+")))
                .map(words -> new Line(words.getFirst(), words.subList(1, words.size())))
                .toList();
    }

    @Test
    @Keeps({"INC-24", "INC-25", "SGD-11", "CMP-2", "CMP-8"})
    void whoReadsWhatWhileNothingWaitsForThem() {
        var table = lines(READS).stream().collect(Collectors.toMap(Line::first, line -> Set.copyOf(line.others())));
        for (var role : Role.values()) {
            for (var circle : Circle.values()) {
                var sight = CasePolicy.sight(viewer(role), facts(circle, List.of()));
                assertThat(sight)
                        .as("%s in %s", role, circle)
                        .isEqualTo(
                                table.getOrDefault(role.name(), Set.of()).contains(circle.name())
                                        ? Sight.WHOLE
                                        : Sight.NOTHING);
            }
        }
    }

    @Test
    void everyStepOfEveryCircleIsForWhomTheTableNames() {
        var table = lines(DOES);
        assertThat(table).hasSize(Doer.values().length * Circle.values().length);
        for (var line : table) {
            var doer = Doer.valueOf(line.first());
            var circle = Circle.valueOf(line.others().getFirst());
            var facts = facts(circle, List.of(step(doer)), onIt(PRIYA, Kind.PUPIL, Part.VICTIM));
            var does = Arrays.stream(Role.values())
                    .filter(role -> CasePolicy.isTheirs(viewer(role), facts, step(doer)))
                    .map(Role::name)
                    .toList();
            assertThat(does)
                    .as("%s in %s", doer, circle)
                    .containsExactlyInAnyOrderElementsOf(
                            line.others().subList(1, line.others().size()));
        }
    }

    @Test
    @Keeps({"INC-24", "INC-25"})
    void whomItIsAboutNeitherReadsNorDecidesWhateverTheyAre() {
        for (var role : Role.values()) {
            for (var circle : Circle.values()) {
                for (var doer : Doer.values()) {
                    var facts = new CaseFacts(
                            file(circle, SOMEBODY),
                            List.of(onIt(SOMEBODY, Kind.STAFF, Part.INSTIGATOR), onIt(PRIYA, Kind.PUPIL, Part.VICTIM)),
                            Set.of(SOMEBODY),
                            List.of(step(doer)));
                    assertThat(CasePolicy.sight(viewer(role), facts)).isEqualTo(Sight.NOTHING);
                    assertThat(CasePolicy.isTheirs(viewer(role), facts, step(doer)))
                            .isFalse();
                    assertThat(CasePolicy.namesReaders(viewer(role), facts)).isFalse();
                }
            }
        }
    }

    /** Who asks for evidence to be destroyed, by circle; a second person of those who read the case has to agree. */
    private static final String ASKS = """
            ORDINARY HEAD SAFEGUARDING_LEAD
            SEALED   HEAD SAFEGUARDING_LEAD
            STAFF    HEAD
            HEAD     CHAIR_OF_GOVERNORS
            """;

    @Test
    @Keeps("INC-13")
    void whoAsksForEvidenceToBeDestroyedAndWhoAgrees() {
        for (var line : lines(ASKS)) {
            var circle = Circle.valueOf(line.first());
            var open = facts(circle, List.of(step(Doer.CHAIR), step(Doer.TECHNICIAN), step(Doer.REPORTER)));
            for (var role : Role.values()) {
                assertThat(CasePolicy.asksForDestruction(viewer(role), open))
                        .as("%s in %s", role, circle)
                        .isEqualTo(line.others().contains(role.name()));
                assertThat(CasePolicy.agreesToDestruction(viewer(role), open))
                        .as("%s in %s", role, circle)
                        .isEqualTo(circle.roles().contains(role));
                var about = facts(circle, List.of(), onIt(SOMEBODY, Kind.STAFF, Part.INSTIGATOR));
                assertThat(CasePolicy.asksForDestruction(viewer(role), about)).isFalse();
                assertThat(CasePolicy.agreesToDestruction(viewer(role), about)).isFalse();
                assertThat(CasePolicy.addsEvidence(viewer(role), about)).isFalse();
            }
        }
        var named = new CaseFacts(file(Circle.STAFF, OPENER), List.of(), Set.of(SOMEBODY), List.of());
        assertThat(CasePolicy.agreesToDestruction(viewer(Role.SAFEGUARDING_LEAD), named))
                .as("the head of a school names whoever agrees with them")
                .isTrue();
    }

    @Test
    void whoeverReadsAllOfItAddsEvidenceAndWhoIsAskedForAScreenshot() {
        var asked = new Waiting(1, Step.SCREENSHOT, "Keep a picture", Doer.REPORTER, Set.of(), NOW, true, null);
        for (var circle : Circle.values()) {
            var told = new CaseFacts(file(circle, SOMEBODY), List.of(), Set.of(), List.of(asked));
            var other = new CaseFacts(file(circle, SOMEBODY), List.of(), Set.of(), List.of(step(Doer.REPORTER)));
            assertThat(CasePolicy.addsEvidence(viewer(Role.SUPPORT_STAFF), told))
                    .isTrue();
            assertThat(CasePolicy.addsEvidence(viewer(Role.SUPPORT_STAFF), other))
                    .isFalse();
            for (var role : Role.values()) {
                assertThat(CasePolicy.addsEvidence(viewer(role), facts(circle, List.of())))
                        .isEqualTo(circle.roles().contains(role));
            }
        }
    }

    @Test
    @Keeps("SGD-11")
    void whoIsNamedReadsAndDoesWhatTheirRoleDoes() {
        for (var circle : List.of(Circle.SEALED, Circle.STAFF)) {
            var named = new CaseFacts(file(circle, OPENER), List.of(), Set.of(SOMEBODY), List.of());
            assertThat(CasePolicy.sight(viewer(Role.ONLINE_SAFETY_COORDINATOR), named))
                    .isEqualTo(Sight.WHOLE);
            assertThat(CasePolicy.isTheirs(
                            viewer(Role.ONLINE_SAFETY_COORDINATOR), named, step(Doer.ONLINE_SAFETY_COORDINATOR)))
                    .isTrue();
            assertThat(CasePolicy.isTheirs(viewer(Role.ONLINE_SAFETY_COORDINATOR), named, step(Doer.HEAD)))
                    .isFalse();
            assertThat(CasePolicy.namesReaders(viewer(Role.ONLINE_SAFETY_COORDINATOR), named))
                    .isFalse();
        }
    }

    @Test
    @Keeps("INC-24")
    void whoToldSeesTheirOwnStepsAloneAndOnlyWhileTheyAreThere() {
        for (var circle : Circle.values()) {
            var open = new CaseFacts(file(circle, SOMEBODY), List.of(), Set.of(), List.of(step(Doer.REPORTER)));
            var done = new CaseFacts(file(circle, SOMEBODY), List.of(), Set.of(), List.of(step(Doer.HEAD)));
            assertThat(CasePolicy.sight(viewer(Role.TEACHING_ASSISTANT), open)).isEqualTo(Sight.OWN_STEPS);
            assertThat(CasePolicy.sight(viewer(Role.TEACHING_ASSISTANT), done)).isEqualTo(Sight.NOTHING);
        }
    }

    @Test
    void aTeacherDoesTheStepsOfTheirOwnPupilsAndOfNoOthers() {
        var ours = facts(Circle.ORDINARY, List.of(step(Doer.TEACHER)), onIt(PRIYA, Kind.PUPIL, Part.OTHER));
        var theirs =
                facts(Circle.ORDINARY, List.of(step(Doer.TEACHER)), onIt(PersonId.random(), Kind.PUPIL, Part.OTHER));
        assertThat(CasePolicy.sight(viewer(Role.TEACHER), ours)).isEqualTo(Sight.WHOLE);
        assertThat(CasePolicy.sight(viewer(Role.TEACHER), theirs)).isEqualTo(Sight.NOTHING);
    }

    @Test
    void aStepOfARoleThatNobodyHoldsFallsToThoseWhoReadTheCase() {
        var nobody = new Viewer.Staff(Map.of(), _ -> Set.of(), Set.of());
        for (var doer : EnumSet.complementOf(EnumSet.of(Doer.REPORTER))) {
            for (var circle : Circle.values()) {
                var facts = facts(circle, List.of(step(doer)));
                assertThat(circle.roles())
                        .as("%s in %s", doer, circle)
                        .allMatch(role -> CasePolicy.isTheirs(viewer(nobody, role), facts, step(doer)));
            }
        }
        assertThat(CasePolicy.isTheirs(
                        viewer(nobody, Role.HEAD), facts(Circle.ORDINARY, List.of()), step(Doer.REPORTER)))
                .as("who told it has left")
                .isTrue();
    }

    /** Each who comes next has the same time. */
    private static Waiting.Limit limit(Instant due, Duration within, List<Doer> turns) {
        return new Waiting.Limit(
                due,
                turns,
                IntStream.range(0, turns.size())
                        .mapToObj(turn -> due.plus(within.multipliedBy(turn)))
                        .toList(),
                null,
                false);
    }

    /** Every step of every procedure, at its time and when every turn has come, in a school with one of every role. */
    @Test
    @Keeps({"INC-25", "CMP-8"})
    void whoeverItIsAboutEveryStepIsSomebodysAndNeverTheirs() {
        var people = CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ).stream()
                .collect(Collectors.toMap(_ -> PersonId.random(), role -> Set.of(role)));
        var staff = new Viewer.Staff(people, _ -> people.keySet(), Set.of());
        int asked = 0;
        for (var procedure : Procedures.ours().all()) {
            for (var step : procedure.steps()) {
                var deadline = step.deadline();
                var waiting = new Waiting(
                        1,
                        step.id(),
                        step.title(),
                        step.by(),
                        Set.of(),
                        NOW,
                        true,
                        deadline == null ? null : limit(NOW, Duration.ofHours(1), deadline.then()));
                for (var subject : people.keySet()) {
                    for (var circle : Circle.values()) {
                        var facts = new CaseFacts(
                                file(circle, subject, subject),
                                List.of(
                                        onIt(subject, Kind.STAFF, Part.INSTIGATOR),
                                        onIt(PRIYA, Kind.PUPIL, Part.VICTIM)),
                                Set.of(subject),
                                List.of(waiting));
                        for (var at : List.of(NOW.minusSeconds(1), NOW.plus(Duration.ofDays(365)))) {
                            var doers = people.entrySet().stream()
                                    .filter(one -> CasePolicy.isTheirs(
                                            new Viewer(one.getKey(), one.getValue(), _ -> true, staff, at),
                                            facts,
                                            waiting))
                                    .map(Map.Entry::getKey)
                                    .toList();
                            assertThat(doers)
                                    .as(
                                            "%s, %s, about the %s, %s",
                                            procedure.id(), step.id(), people.get(subject), circle)
                                    .isNotEmpty()
                                    .doesNotContain(subject);
                            asked++;
                        }
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(Procedures.ours().all().size() * 1_000);
    }

    @Test
    @Keeps({"INC-25", "CMP-8"})
    void whereASchoolHasNobodyOfACircleWhoComesNextReadsAndGoesOn() {
        assertThat(readersAmong(Circle.STAFF, Role.CHAIR_OF_GOVERNORS, Role.SAFEGUARDING_LEAD, Role.SENIOR_LEADER))
                .containsExactly(Role.CHAIR_OF_GOVERNORS);
        assertThat(readersAmong(Circle.STAFF, Role.SAFEGUARDING_LEAD, Role.SENIOR_LEADER))
                .containsExactly(Role.SAFEGUARDING_LEAD);
        assertThat(readersAmong(Circle.HEAD, Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD))
                .containsExactly(Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
    }

    /** Who of a school that has these roles and no others reads a case and does the head's step in it. */
    private static List<Role> readersAmong(Circle circle, Role... roles) {
        var here = Arrays.stream(roles).collect(Collectors.toMap(_ -> PersonId.random(), role -> Set.of(role)));
        var staff = new Viewer.Staff(here, _ -> Set.of(), Set.of());
        var facts = facts(circle, List.of(step(Doer.HEAD)));
        return Arrays.stream(roles)
                .filter(role -> CasePolicy.circles(viewer(staff, role)).contains(circle))
                .filter(role -> CasePolicy.sight(viewer(staff, role), facts) == Sight.WHOLE)
                .filter(role -> CasePolicy.isTheirs(viewer(staff, role), facts, step(Doer.HEAD)))
                .toList();
    }

    @Test
    void aTeachersStepOfAPupilWhomNobodyTeachesFallsToThoseWhoReadTheCase() {
        var staff = new Viewer.Staff(Map.of(OPENER, Set.of(Role.TEACHER)), _ -> Set.of(), Set.of());
        var facts = facts(Circle.ORDINARY, List.of(step(Doer.TEACHER)), onIt(PRIYA, Kind.PUPIL, Part.OTHER));

        assertThat(CasePolicy.isTheirs(viewer(staff, Role.ONLINE_SAFETY_COORDINATOR), facts, step(Doer.TEACHER)))
                .isTrue();
    }

    /** The roles for which a step waits where the staff are these, each somebody of their own. */
    private static Set<Role> waitsFor(Doing doing, CaseFacts facts, Doer doer, Map<PersonId, Set<Role>> here) {
        var staff = new Viewer.Staff(here, _ -> Set.of(), Set.of(), doing);
        return here.entrySet().stream()
                .filter(one -> CasePolicy.isTheirs(
                        new Viewer(one.getKey(), one.getValue(), _ -> false, staff, NOW), facts, step(doer)))
                .flatMap(one -> one.getValue().stream())
                .collect(Collectors.toSet());
    }

    private static Map<PersonId, Set<Role>> oneOfEach(Collection<Role> roles) {
        return roles.stream().collect(Collectors.toMap(_ -> PersonId.random(), role -> Set.of(role)));
    }

    @Test
    @Keeps("INC-3")
    void theSchoolsSettingSaysWhoDoesADoersSteps() {
        var lead = new Doing(Map.of(Doer.ONLINE_SAFETY_COORDINATOR, Set.of(Role.SAFEGUARDING_LEAD)));
        var facts = facts(Circle.ORDINARY, List.of(step(Doer.ONLINE_SAFETY_COORDINATOR)));
        var here = oneOfEach(List.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.ONLINE_SAFETY_COORDINATOR));
        assertThat(waitsFor(lead, facts, Doer.ONLINE_SAFETY_COORDINATOR, here)).containsExactly(Role.SAFEGUARDING_LEAD);
        assertThat(waitsFor(Doing.USUAL, facts, Doer.ONLINE_SAFETY_COORDINATOR, here))
                .containsExactly(Role.ONLINE_SAFETY_COORDINATOR);
    }

    /** Every choice of one role, every circle, with one person for each role but one, and whom it is about in that role. */
    @Test
    void whateverASchoolChoosesNoStepWaitsForNobodyOrForWhomItIsAbout() {
        int asked = 0;
        for (var chosen : Doing.SETTINGS.entrySet()) {
            for (var role : Role.values()) {
                if (!chosen.getValue()
                        .accepts(role.name().toLowerCase(Locale.ROOT).replace('_', ' '))) {
                    continue;
                }
                var doing = new Doing(Map.of(chosen.getKey(), Set.of(role)));
                for (var circle : Circle.values()) {
                    for (var missing : Role.values()) {
                        var roles = EnumSet.copyOf(CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ));
                        roles.remove(missing);
                        if (circle.isAboutTheHead()) {
                            roles.remove(Role.HEAD);
                        }
                        var here = new HashMap<>(oneOfEach(roles));
                        here.put(SOMEBODY, Set.of(role));
                        var facts = facts(
                                circle, List.of(step(chosen.getKey())), onIt(SOMEBODY, Kind.STAFF, Part.INSTIGATOR));
                        var named = "%s done by %s in %s without %s".formatted(chosen.getKey(), role, circle, missing);
                        assertThat(waitsFor(doing, facts, chosen.getKey(), here))
                                .as(named)
                                .isNotEmpty();
                        assertThat(CasePolicy.isTheirs(
                                        new Viewer(
                                                SOMEBODY,
                                                Set.of(role),
                                                _ -> true,
                                                new Viewer.Staff(here, _ -> Set.of(), Set.of(), doing),
                                                NOW),
                                        facts,
                                        step(chosen.getKey())))
                                .as(named)
                                .isFalse();
                        asked++;
                    }
                }
            }
        }
        assertThat(asked).isGreaterThan(1_000);
    }

    @Test
    @Keeps({"SGD-2", "INC-25"})
    void theLeadKeepsAChildSafeInACaseAboutAnAdultAndNamesNoReaders() {
        var facts = facts(Circle.STAFF_AND_CHILD, List.of());
        assertThat(CasePolicy.sight(viewer(Role.SAFEGUARDING_LEAD), facts)).isEqualTo(Sight.WHOLE);
        assertThat(CasePolicy.namesReaders(viewer(Role.SAFEGUARDING_LEAD), facts))
                .isFalse();
        assertThat(CasePolicy.namesReaders(viewer(Role.HEAD), facts)).isTrue();
        assertThat(CasePolicy.sight(viewer(Role.DEPUTY_SAFEGUARDING_LEAD), facts))
                .isEqualTo(Sight.NOTHING);
    }

    @Test
    void aStepThatWaitsForOthersIsNobodysYet() {
        var waits = new Waiting(1, "answer", "Answer it", Doer.HEAD, Set.of(), NOW, false, null);
        assertThat(CasePolicy.isTheirs(viewer(Role.HEAD), facts(Circle.ORDINARY, List.of(waits)), waits))
                .isFalse();
    }

    @Test
    @Keeps("SGD-2")
    void whoComesNextMayWhenTheTimeIsOverAndNotBefore() {
        var within = Duration.ofHours(1);
        var due = NOW.minus(within);
        var late = new Waiting(
                1,
                "take",
                "Take it over",
                Doer.SAFEGUARDING_LEAD,
                Set.of(),
                due.minus(within),
                true,
                limit(due, within, List.of(Doer.DEPUTY_SAFEGUARDING_LEAD, Doer.HEAD)));
        var facts = facts(Circle.SEALED, List.of(late));

        assertThat(may(facts, late, due.minusMillis(1))).containsExactly(Role.SAFEGUARDING_LEAD);
        assertThat(may(facts, late, due)).containsExactly(Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
        assertThat(may(facts, late, due.plus(within)))
                .containsExactly(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
    }

    @Test
    @Keeps("SGD-2")
    void whoTookALateStepOverGoesOnAsLongAsTheyReadTheCase() {
        var next = new Waiting(1, "refer", "Refer it", Doer.SAFEGUARDING_LEAD, Set.of(SOMEBODY), NOW, true, null);
        var sealed = facts(Circle.SEALED, List.of(next));
        var ofStaff = facts(Circle.STAFF, List.of(next));

        assertThat(may(sealed, next, NOW))
                .containsExactlyInAnyOrder(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
        assertThat(may(ofStaff, next, NOW)).containsExactly(Role.HEAD);
        assertThat(CasePolicy.sight(viewer(Role.CHAIR_OF_GOVERNORS), ofStaff)).isEqualTo(Sight.NOTHING);
    }

    @Test
    @Keeps("SGD-2")
    void whereTheLeadIsAwayTheDeputysTurnIsNowAndWhereBothAreTheHeads() {
        var within = Duration.ofHours(1);
        var step = new Waiting(
                1,
                "take",
                "Take it over",
                Doer.SAFEGUARDING_LEAD,
                Set.of(),
                NOW,
                true,
                limit(NOW.plus(within), within, List.of(Doer.DEPUTY_SAFEGUARDING_LEAD, Doer.HEAD)));
        var facts = facts(Circle.SEALED, List.of(step));
        var lead = PersonId.random();
        var deputy = PersonId.random();
        var head = PersonId.random();
        var held = Map.of(
                lead, Set.of(Role.SAFEGUARDING_LEAD),
                deputy, Set.of(Role.DEPUTY_SAFEGUARDING_LEAD),
                head, Set.of(Role.HEAD));

        assertThat(may(facts, step, new Viewer.Staff(held, _ -> Set.of(), Set.of(), Doing.USUAL)))
                .containsExactly(Role.SAFEGUARDING_LEAD);
        assertThat(may(facts, step, new Viewer.Staff(held, _ -> Set.of(), Set.of(deputy), Doing.USUAL)))
                .containsExactly(Role.SAFEGUARDING_LEAD);
        assertThat(may(facts, step, new Viewer.Staff(held, _ -> Set.of(), Set.of(lead), Doing.USUAL)))
                .containsExactly(Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
        assertThat(may(facts, step, new Viewer.Staff(held, _ -> Set.of(), Set.of(lead, deputy), Doing.USUAL)))
                .containsExactly(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
    }

    @Test
    @Keeps("SGD-2")
    void whereTheDeputyIsAwayWhenTheLeadIsLateItIsTheHeadsTurnAtOnce() {
        var within = Duration.ofHours(1);
        var step = new Waiting(
                1,
                "take",
                "Take it over",
                Doer.SAFEGUARDING_LEAD,
                Set.of(),
                NOW.minus(within),
                true,
                limit(NOW, within, List.of(Doer.DEPUTY_SAFEGUARDING_LEAD, Doer.HEAD)));
        var lead = PersonId.random();
        var deputy = PersonId.random();
        var head = PersonId.random();
        var held = Map.of(
                lead,
                Set.of(Role.SAFEGUARDING_LEAD),
                deputy,
                Set.of(Role.DEPUTY_SAFEGUARDING_LEAD),
                head,
                Set.of(Role.HEAD));

        assertThat(may(
                        facts(Circle.SEALED, List.of(step)),
                        step,
                        new Viewer.Staff(held, _ -> Set.of(), Set.of(deputy), Doing.USUAL)))
                .containsExactly(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
    }

    @Test
    void aStepWithNobodyAfterItIsTheReadersWhereItsDoerIsAway() {
        var lead = PersonId.random();
        var step = step(Doer.SAFEGUARDING_LEAD);
        var facts = facts(Circle.SEALED, List.of(step));
        var staff = new Viewer.Staff(
                Map.of(lead, Set.of(Role.SAFEGUARDING_LEAD), PersonId.random(), Set.of(Role.HEAD)),
                _ -> Set.of(),
                Set.of(lead),
                Doing.USUAL);

        assertThat(may(facts, step, staff))
                .containsExactly(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
    }

    private static List<Role> may(CaseFacts facts, Waiting step, Viewer.Staff staff) {
        return Arrays.stream(Role.values())
                .filter(role ->
                        CasePolicy.isTheirs(new Viewer(SOMEBODY, Set.of(role), _ -> false, staff, NOW), facts, step))
                .toList();
    }

    private static List<Role> may(CaseFacts facts, Waiting step, Instant at) {
        return Arrays.stream(Role.values())
                .filter(role -> CasePolicy.isTheirs(
                        new Viewer(SOMEBODY, Set.of(role), _ -> false, everybody(), at), facts, step))
                .toList();
    }

    private static Viewer viewer(Role role) {
        return viewer(everybody(), role);
    }

    private static Viewer viewer(Viewer.Staff staff, Role role) {
        return new Viewer(SOMEBODY, Set.of(role), PRIYA::equals, staff, NOW);
    }

    private static Viewer.Staff everybody() {
        return new Viewer.Staff(Map.of(OPENER, EnumSet.allOf(Role.class)), _ -> Set.of(OPENER), Set.of());
    }

    /** Who may let another know who wrote what a case follows from, where somebody of every role is at the school. */
    private static final String RELEASES = """
            ORDINARY HEAD SAFEGUARDING_LEAD
            SEALED   HEAD SAFEGUARDING_LEAD
            STAFF    HEAD
            STAFF_AND_CHILD HEAD SAFEGUARDING_LEAD
            HEAD     CHAIR_OF_GOVERNORS
            HEAD_AND_CHILD  CHAIR_OF_GOVERNORS SAFEGUARDING_LEAD
            """;

    @Test
    @Keeps("INC-24")
    void asManyMayReleaseWhoWroteItAsStandInTheTable() {
        RELEASES.lines().forEach(line -> {
            var words = Arrays.asList(line.strip().split(" +", -1));
            var facts = facts(Circle.valueOf(words.getFirst()), List.of());
            for (var role : Role.values()) {
                assertThat(CasePolicy.releases(viewer(role), facts, PRIYA))
                        .as("%s in %s", role, words.getFirst())
                        .isEqualTo(words.subList(1, words.size()).contains(role.name()));
            }
        });
    }

    @Test
    @Keeps("INC-24")
    void nobodyReleasesToThemselvesOrWhereItIsAboutThem() {
        for (var circle : Circle.values()) {
            for (var role : Role.values()) {
                var one = viewer(role);
                assertThat(CasePolicy.releases(one, facts(circle, List.of()), one.person()))
                        .as("%s asks", role)
                        .isFalse();
                assertThat(CasePolicy.releases(
                                one, facts(circle, List.of(), onIt(one.person(), Kind.STAFF, Part.INSTIGATOR)), PRIYA))
                        .as("it is about %s", role)
                        .isFalse();
            }
        }
    }

    @Test
    void whereNeitherHeadNorLeadIsLeftTheDeputyReleases() {
        var deputy = PersonId.random();
        var head = PersonId.random();
        var staff = new Viewer.Staff(
                Map.of(deputy, EnumSet.of(Role.DEPUTY_SAFEGUARDING_LEAD), head, EnumSet.of(Role.HEAD)),
                _ -> Set.of(),
                Set.of(),
                Doing.USUAL);
        var viewer = new Viewer(deputy, EnumSet.of(Role.DEPUTY_SAFEGUARDING_LEAD), _ -> false, staff, NOW);

        assertThat(CasePolicy.releases(viewer, facts(Circle.ORDINARY, List.of()), head))
                .as("the head asks")
                .isTrue();
        assertThat(CasePolicy.releases(viewer, facts(Circle.ORDINARY, List.of()), PRIYA))
                .as("the head is there")
                .isFalse();
    }

    private static Waiting step(Doer doer) {
        return new Waiting(1, "step", "A step", doer, Set.of(), NOW, true, null);
    }

    private static OnCase onIt(PersonId person, Kind kind, Part part) {
        return new OnCase(person, "Somebody", kind, part, NOW, OPENER, "Miss Farrow");
    }

    private static CaseFacts facts(Circle circle, List<Waiting> waiting, OnCase... people) {
        return new CaseFacts(file(circle, OPENER), new ArrayList<>(List.of(people)), Set.of(), waiting);
    }

    private static CaseFile file(Circle circle, @Nullable PersonId teller) {
        return file(circle, OPENER, teller);
    }

    private static CaseFile file(Circle circle, PersonId opener, @Nullable PersonId teller) {
        return new CaseFile(
                CaseId.random(),
                new SchoolId(java.util.UUID.randomUUID()),
                new CaseNumber(2026, 14),
                "worry",
                "A worry about a child",
                NOW,
                opener,
                "Miss Farrow",
                null,
                teller,
                false,
                circle,
                circle != Circle.ORDINARY,
                null,
                NOW,
                null);
    }
}
