package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.cases.CaseDesk.CLOSED;
import static org.schoolgate.cases.CaseDesk.REFERRED;
import static org.schoolgate.cases.CaseDesk.SEEN;
import static org.schoolgate.cases.CaseDesk.TOLD;
import static org.schoolgate.cases.CaseDesk.answer;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What programs for incidents are known to get wrong. */
@PageTest
class CaseFaultsTest {
    private final Staffed staffed;
    private final Greenfield school;
    private final MockMvc mvc;
    private final RequestMappingHandlerMapping mapping;
    private final Cases cases;
    private final CaseRegister register;
    private final CaseDesk desk;
    private final Reports reports;
    private final CaseClock job;
    private final AuditTrail audit;
    private final Messages messages;
    private final People people;
    private final Roster roster;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    CaseFaultsTest(
            Cast cast,
            MockMvc mvc,
            RequestMappingHandlerMapping requestMappingHandlerMapping,
            Cases cases,
            CaseRegister register,
            Reports reports,
            CaseClock job,
            AuditTrail audit,
            Messages messages,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.staffed = Staffed.of(cast, people, roster);
        this.school = staffed.school();
        this.mvc = mvc;
        this.mapping = requestMappingHandlerMapping;
        this.cases = cases;
        this.register = register;
        this.desk = new CaseDesk(cases, register);
        this.reports = reports;
        this.job = job;
        this.audit = audit;
        this.messages = messages;
        this.people = people;
        this.roster = roster;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        return mvc.perform(get(path).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    private List<Message> letters() {
        return messages.outbox(school.school(), 500);
    }

    /** Two children of two classes on one case, and nobody who learns of the other by it. */
    @Test
    @Keeps("INC-24")
    void childrenOnOneCaseLearnNothingOfEachOther() throws Exception {
        var ivo = Tenants.within(school.school(), () -> {
            var herons = Classroom.of(school, people, roster, "Herons", 5, "Crowe", "Ivo Quillfeather");
            var id = desk.misuse(staffed.coordinator(), herons.pupil(0));
            cases.addPerson(staffed.coordinator(), id, staffed.priya().person(), Part.VICTIM);
            desk.goOn(staffed.coordinator(), id, "pupil-rule", answer("behaviour"));
            assertThat(letters())
                    .as("both teachers, for whom it waits")
                    .hasSize(2)
                    .allSatisfy(letter -> assertThat(letter.subject() + letter.parts())
                            .doesNotContain("Quillfeather", "Nair", "game"));
            for (var teacher : List.of(staffed.teacher(), herons.teacher())) {
                assertThat(register.find(teacher, "Quillfeather")).isEmpty();
                assertThat(register.find(teacher, "Nair")).isEmpty();
            }
            return herons.pupil(0);
        });

        int opened = 0;
        for (var path : pagesOfTheirOwn()) {
            assertThat(page(path, staffed.priya())).as(path).doesNotContain("Quillfeather", "Misuse was seen");
            assertThat(page(path, ivo)).as(path).doesNotContain("Nair", "Misuse was seen");
            opened++;
        }
        assertThat(opened).isGreaterThan(20);
    }

    /** Every page of the program in whose address nothing stands that could be guessed. */
    private List<String> pagesOfTheirOwn() {
        return mapping.getHandlerMethods().entrySet().stream()
                .filter(mapped -> isOfTheProgram(mapped.getValue().getBeanType()))
                .filter(mapped ->
                        mapped.getKey().getMethodsCondition().getMethods().equals(Set.of(RequestMethod.GET)))
                .flatMap(mapped -> mapped.getKey().getPatternValues().stream())
                .filter(path -> !path.contains("{") && !path.contains("*"))
                .sorted()
                .toList();
    }

    /** Not one that a test brings. */
    private static boolean isOfTheProgram(Class<?> controller) {
        var from =
                controller.getProtectionDomain().getCodeSource().getLocation().getPath();
        return controller.getName().startsWith("org.schoolgate") && !from.contains("test-classes");
    }

    @Test
    @Keeps("SGD-11")
    void whatSomebodyDoesNotSeeIsNotDoneForThem() {
        school.within(() -> {
            var id = desk.material(staffed.coordinator(), "pupil-material");
            cases.addPerson(staffed.coordinator(), id, staffed.priya().person(), Part.VICTIM);
            desk.goOn(staffed.lead(), id, "child-protection", answer("yes"));
            desk.goOn(staffed.head(), id, "track", answer("internal", "It is enough"));
            desk.goOn(staffed.lead(), id, "safeguarding", TOLD);
            desk.goOn(staffed.lead(), id, "leaders", TOLD);
            desk.goOn(staffed.head(), id, "sanction", Map.of("rung", "none", "reason", "It was done to her"));

            assertThat(cases.answer(staffed.head(), id, 1, "close", CLOSED, null))
                    .as("the lead’s steps are not the head’s, and wait")
                    .isInstanceOfSatisfying(
                            Saying.NeedsFirst.class,
                            needs -> assertThat(needs.steps())
                                    .extracting(step -> step.id())
                                    .containsExactlyInAnyOrder("board", "parents"));
            desk.goOn(staffed.lead(), id, "board", REFERRED);
            cases.leaveOut(staffed.lead(), id, 1, "board-reply", "They do not answer such");
            desk.goOn(staffed.lead(), id, "parents", TOLD);
            desk.goOn(staffed.head(), id, "close", CLOSED);
            assertThat(desk.whole(staffed.head(), id).file().isClosed())
                    .as("the worry that it began has not been looked at")
                    .isFalse();
            assertThatThrownBy(() -> transaction.executeWithoutResult(
                            _ -> jdbc.sql("update case_file set closed_at = now() where school_id = :school")
                                    .param("school", school.school().value())
                                    .update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("something still waits");
        });
    }

    @Test
    @Keeps("INC-25")
    void whatFellToWhoeverToldFallsToTheHeadWhenItIsAboutThem() {
        school.within(() -> {
            var id = desk.open(staffed.coordinator(), "misuse-seen");
            cases.addPerson(staffed.lead(), id, staffed.coordinator().person(), Part.INSTIGATOR);

            assertThat(register.queue(staffed.head()).waiting())
                    .extracting(entry -> entry.file().id())
                    .containsExactly(id);
            assertThat(letters())
                    .extracting(Message::person)
                    .containsExactly(staffed.head().person());
            desk.goOn(staffed.head(), id, "what", SEEN);
            assertThatThrownBy(() -> register.read(staffed.coordinator(), id)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("CMP-8")
    void aCaseAboutTheHeadOfASchoolWithoutAChairIsTheLeads() {
        school.within(() -> {
            people.leave(
                    new Actor.Schoolgate(school.school(), "The office"),
                    staffed.chair().person(),
                    Role.CHAIR_OF_GOVERNORS,
                    roster.today().minusDays(1),
                    LeavingReason.BY_HAND);
            var id = desk.material(staffed.senior(), "pupil-material");
            cases.addPerson(staffed.coordinator(), id, staffed.head().person(), Part.INSTIGATOR);

            assertThat(register.queue(staffed.lead()).waiting())
                    .extracting(entry -> entry.file().id())
                    .containsExactly(id);
            desk.goOn(staffed.lead(), id, "track", answer("internal", "The LADO was rung"));
            for (var other : List.of(staffed.head(), staffed.coordinator(), staffed.senior())) {
                assertThatThrownBy(() -> register.read(other, id)).isInstanceOf(NotFound.class);
            }
        });
    }

    @Test
    @Keeps("INC-12")
    void whoeverAStepFallsToWhenACaseIsSealedIsTold() {
        school.within(() -> {
            var id = desk.material(staffed.coordinator(), "pupil-material");
            desk.goOn(staffed.head(), id, "track", answer("further", "The log is needed"));
            var before = lettersTo(staffed.deputy());
            desk.goOn(staffed.lead(), id, "child-protection", answer("yes"));

            assertThat(register.queue(staffed.deputy()).waiting()).hasSize(1);
            assertThat(lettersTo(staffed.deputy())).isEqualTo(before + 1);
            assertThat(register.queue(staffed.coordinator()).waiting())
                    .as("what she has to write down of the worry, as she opened the case")
                    .hasSize(1);
        });
    }

    private long lettersTo(Actor.Somebody who) {
        return letters().stream()
                .filter(letter -> who.person().equals(letter.person()))
                .count();
    }

    @Test
    @Keeps({"SGD-11", "INC-25"})
    void whatWasToldIsClosedToThoseToWhomItsCaseIsClosed() throws Exception {
        var told = Tenants.within(
                school.school(),
                () -> reports.tell(
                        staffed.teacher(), Matter.ABOUT_ONLINE_SAFETY, "He showed it in class", null, false));
        var path = "/reports/" + told.id();
        var id = Tenants.within(
                school.school(),
                () -> ((Opening.Opened) cases.open(staffed.coordinator(), "misuse-seen", told.id()))
                        .file()
                        .id());
        assertThat(page(path, staffed.coordinator())).contains("He showed it in class", "/cases/" + id);

        school.within(() -> {
            desk.goOn(staffed.teacher(), id, "what", SEEN);
            desk.goOn(staffed.teacher(), id, "told", TOLD);
            desk.goOn(staffed.coordinator(), id, "who", answer("staff"));
        });
        for (var other : List.of(staffed.coordinator(), staffed.lead(), staffed.deputy())) {
            assertThat(page(path, other)).as(other.name()).doesNotContain("He showed it in class");
            assertThat(page("/reports", other)).as(other.name()).doesNotContain(path);
        }
        assertThat(page(path, staffed.head())).contains("He showed it in class");
        assertThat(page("/reports", staffed.head())).contains(path);
        assertThat(page("/tell/" + told.id(), staffed.teacher())).contains("It is kept");
    }

    @Test
    void whoLeavesTheSchoolIsNeitherWrittenToNorLetIn() throws Exception {
        var senior = staffed.senior();
        var path = Tenants.within(school.school(), () -> {
            var id = desk.open(staffed.lead(), "concerning-image");
            assertThat(cases.nameReader(staffed.lead(), id, senior.person())).isEqualTo(Naming.NAMED);
            assertThat(desk.whole(senior, id).readers()).hasSize(1);
            people.leave(
                    new Actor.Schoolgate(school.school(), "The office"),
                    senior.person(),
                    Role.SENIOR_LEADER,
                    roster.today().minusDays(1),
                    LeavingReason.BY_HAND);
            desk.goOn(staffed.lead(), id, "do-not-look", Map.of());
            return "/cases/" + id;
        });
        var former = new Actor.Somebody(school.school(), senior.person(), senior.name(), Set.of(), null);

        assertThat(mvc.perform(get(path).with(Cast.as(former)))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(403);
        school.within(
                () -> assertThat(letters()).noneMatch(letter -> senior.person().equals(letter.person())));
    }

    /** After any day on which this runs: Friday late, Saturday, the night in which an hour is left out, the one in which it comes twice, and New Year. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2090-12-01T23:50",
                "2090-12-02T15:00",
                "2090-03-26T00:50",
                "2090-10-29T00:55",
                "2090-12-31T23:58"
            })
    @Keeps("SGD-2")
    void theLeadWhoDoesNotComeIsFollowedByTheDeputyAndTheHeadWhateverTheHour(String begins) {
        var begun = LocalDateTime.parse(begins).atZone(AcademicYear.LONDON).toInstant();
        school.within(() -> {
            var id = TestClock.at(begun, () -> desk.image(staffed.lead()));
            ring(begun.plus(Duration.ofMinutes(15)).minusMillis(1));
            assertThat(turnsOf(staffed.deputy())).isZero();
            assertThat(mayTake(
                            staffed.deputy(),
                            id,
                            begun.plus(Duration.ofMinutes(15)).minusMillis(1)))
                    .isFalse();

            ring(begun.plus(Duration.ofMinutes(15)));
            ring(begun.plus(Duration.ofMinutes(29)));
            assertThat(turnsOf(staffed.deputy())).isEqualTo(1);
            assertThat(turnsOf(staffed.head())).isZero();
            assertThat(mayTake(staffed.deputy(), id, begun.plus(Duration.ofMinutes(15))))
                    .isTrue();
            assertThat(mayTake(staffed.head(), id, begun.plus(Duration.ofMinutes(29))))
                    .isFalse();

            ring(begun.plus(Duration.ofMinutes(30)));
            ring(begun.plus(Duration.ofHours(60)));
            assertThat(turnsOf(staffed.deputy())).isEqualTo(1);
            assertThat(turnsOf(staffed.head())).isEqualTo(1);
            assertThat(mayTake(staffed.head(), id, begun.plus(Duration.ofHours(60))))
                    .isTrue();
            assertThat(mayTake(staffed.lead(), id, begun.plus(Duration.ofHours(60))))
                    .as("it stays the lead’s as well")
                    .isTrue();
        });
    }

    @Test
    @Keeps("SGD-2")
    void theDeputyWhoTookItOverGoesOnWithoutWaitingForTheLeadAgain() {
        school.within(() -> {
            var now = Instant.now();
            var id = TestClock.at(now.minus(Duration.ofMinutes(20)), () -> desk.image(staffed.lead()));
            desk.goOn(
                    staffed.deputy(),
                    id,
                    "hand-over",
                    Map.of(
                            "taken-over-by",
                            "Mr Osei",
                            "as",
                            "deputy safeguarding lead",
                            "at",
                            now.toString(),
                            "why",
                            "The lead is away"));
            desk.goOn(staffed.deputy(), id, "agency", answer("mash"));
            assertThat(register.queue(staffed.deputy()).waiting())
                    .extracting(CaseQueue.Entry::step)
                    .containsExactly("Refer it to the local safeguarding team");
            assertThat(register.queue(staffed.lead()).waiting()).hasSize(1);
            assertThat(register.queue(staffed.head()).waiting()).isEmpty();
            desk.goOn(staffed.deputy(), id, "refer-mash", REFERRED);

            var inTime = desk.image(staffed.lead());
            desk.goOn(
                    staffed.lead(),
                    inTime,
                    "hand-over",
                    Map.of("taken-over-by", "Ms Okafor", "as", "safeguarding lead", "at", now.toString()));
            assertThat(register.show(staffed.deputy(), inTime).mine()).isEmpty();
        });
    }

    @Test
    void whoHasTakenItOverStopsTheRingingForAllOthers() {
        school.within(() -> {
            var begun = Instant.now();
            var id = TestClock.at(begun, () -> desk.image(staffed.lead()));
            ring(begun.plus(Duration.ofMinutes(15)));
            TestClock.at(
                    begun.plus(Duration.ofMinutes(16)),
                    () -> desk.goOn(
                            staffed.deputy(),
                            id,
                            "hand-over",
                            Map.of(
                                    "taken-over-by",
                                    "Mr Osei",
                                    "as",
                                    "deputy safeguarding lead",
                                    "at",
                                    begun.toString())));
            ring(begun.plus(Duration.ofMinutes(31)));

            assertThat(turnsOf(staffed.deputy())).isEqualTo(1);
            assertThat(turnsOf(staffed.head())).isZero();
        });
    }

    private void ring(Instant at) {
        TestClock.at(at, () -> job.run(school.school()));
    }

    private boolean mayTake(Actor.Somebody who, CaseId id, Instant at) {
        return TestClock.at(
                at,
                () -> register.show(who, id).mine().stream()
                        .anyMatch(mine -> mine.open().step().id().equals("hand-over")));
    }

    private long turnsOf(Actor.Somebody who) {
        return letters().stream()
                .filter(letter -> who.person().equals(letter.person()))
                .filter(letter -> letter.subject().contains("late"))
                .count();
    }

    @Test
    @Keeps("SGD-11")
    void howeverACaseIsReadTheReadingIsCounted() throws Exception {
        var path = Tenants.within(school.school(), () -> "/cases/" + desk.open(staffed.lead(), "worry"));
        for (int times = 0; times < 3; times++) {
            assertThat(page(path, staffed.head())).contains("Who reads it");
        }
        assertThat(readings()).isEqualTo(3);

        var empty = post(path + "/walks/1/steps/listen").with(Cast.as(staffed.lead()));
        assertThat(mvc.perform(empty).andReturn().getResponse().getStatus()).isEqualTo(302);
        var back = post(path + "/walks/1/steps/words").with(Cast.as(staffed.lead()));
        assertThat(mvc.perform(back).andReturn().getResponse().getContentAsString())
                .contains("What has happened");
        assertThat(readings())
                .as("the form came back with the whole case around it")
                .isEqualTo(4);

        for (var list :
                List.of("/cases", "/cases?show=closed", "/cases?q=Nair", path + "/people", path + "/notes/new")) {
            assertThat(page(list, staffed.head())).doesNotContain("What has happened");
        }
        assertThat(readings()).isEqualTo(4);
    }

    private long readings() {
        return Tenants.within(
                school.school(),
                () -> audit.newest(staffed.head(), "case.read", Long.MAX_VALUE, 100).stream()
                        .count());
    }
}
