package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.Access;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.HoldRegister;
import org.schoolgate.access.Scope;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases on a real database: from a worry to an outcome, by whoever the procedure names. */
@PageTest
class CasesTest {
    private static final Map<String, String> TOLD = Map.of("at", "2026-11-19T10:00:00Z", "how", "in person");
    private static final Map<String, String> CLOSED = Map.of("outcome", "It is put right", "policy-review", "no");

    private final Cast cast;
    private final Cases cases;
    private final CaseRegister register;
    private final CaseClock job;
    private final Reports reports;
    private final HoldRegister holds;
    private final Access access;
    private final AuditTrail audit;
    private final Messages messages;
    private final PhoneLadders ladders;
    private final People people;
    private final Roster roster;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    private final Staffed staffed;
    private final Greenfield school;
    private final Actor.Somebody head;
    private final Actor.Somebody lead;
    private final Actor.Somebody deputy;
    private final Actor.Somebody coordinator;
    private final Actor.Somebody senior;
    private final Actor.Somebody technician;
    private final Actor.Somebody chair;
    private final Actor.Somebody teacher;

    CasesTest(
            Cast cast,
            Cases cases,
            CaseRegister register,
            CaseClock job,
            Reports reports,
            HoldRegister holds,
            Access access,
            AuditTrail audit,
            Messages messages,
            PhoneLadders ladders,
            People people,
            Roster roster,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.cast = cast;
        this.cases = cases;
        this.register = register;
        this.job = job;
        this.reports = reports;
        this.holds = holds;
        this.access = access;
        this.audit = audit;
        this.messages = messages;
        this.ladders = ladders;
        this.people = people;
        this.roster = roster;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.staffed = Staffed.of(cast, people, roster);
        this.school = staffed.school();
        this.head = staffed.head();
        this.lead = staffed.lead();
        this.deputy = staffed.deputy();
        this.coordinator = staffed.coordinator();
        this.senior = staffed.senior();
        this.technician = staffed.technician();
        this.chair = staffed.chair();
        this.teacher = staffed.teacher();
    }

    @Test
    @Keeps("SGD-2")
    void whoComesNextIsToldAtOnceWhenTheHeadIsAwayAndOnceOnly() {
        school.within(() -> {
            var id = open(lead, "danger");
            goOn(lead, id, "call-head", TOLD);
            assertThat(mine(register.read(lead, id))).doesNotContain("safe-now");
            ladders.away(lead, head.person(), roster.today(), roster.today());
            job.run(school.school());
            job.run(school.school());
            assertThat(letters(lead, "cases.turn")).hasSize(1);
            assertThat(mine(register.read(lead, id))).contains("safe-now");
        });
    }

    private List<Message> letters(Actor.Somebody to, String kind) {
        return messages.outbox(school.school(), 500).stream()
                .filter(letter -> letter.kind().equals(kind) && to.person().equals(letter.person()))
                .toList();
    }

    private CaseId open(Actor.Somebody by, String kind) {
        return ((Opening.Opened) cases.open(by, kind, null)).file().id();
    }

    private Saying say(Actor.Somebody by, CaseId id, String step, Map<String, String> said) {
        return cases.answer(by, id, 1, step, said, null);
    }

    private void goOn(Actor.Somebody by, CaseId id, String step, Map<String, String> said) {
        assertThat(say(by, id, step, said)).as(step).isInstanceOf(Saying.WentOn.class);
    }

    private Case whole(Actor.Somebody by, CaseId id) {
        return ((Shown.Whole) register.read(by, id)).one();
    }

    private static List<String> mine(Shown shown) {
        return shown.mine().stream().map(mine -> mine.open().step().id()).toList();
    }

    /** Misuse by a pupil, as far as the teacher's choice of a sanction. */
    private CaseId misuse() {
        var id = open(coordinator, "misuse-seen");
        cases.addPerson(coordinator, id, staffed.tom().person(), Part.INSTIGATOR);
        goOn(
                coordinator,
                id,
                "what",
                Map.of(
                        "account",
                        "tellis",
                        "at",
                        "2026-11-19T09:00:00Z",
                        "place",
                        "in school",
                        "evidence",
                        "He played a game"));
        goOn(coordinator, id, "told", TOLD);
        goOn(coordinator, id, "who", Map.of("answer", "pupil"));
        goOn(coordinator, id, "pupil-rule", Map.of("answer", "behaviour"));
        return id;
    }

    @Test
    @Keeps("INC-1")
    void aReportBecomesACaseThatIsWalkedToItsEnd() {
        school.within(() -> {
            var told = reports.tell(teacher, Matter.ABOUT_ONLINE_SAFETY, "A game on tablet 4", null, false);
            var opened = (Opening.Opened) cases.open(coordinator, "misuse-seen", told.id());
            var id = opened.file().id();
            assertThat(opened.file().number().toString()).matches("20[0-9]{2}-1");
            assertThat(register.following(coordinator, told.id())).contains(id);
            assertThat(reports.waiting(coordinator)).isEmpty();
            assertThat(cases.open(lead, "misuse-seen", told.id())).isEqualTo(new Opening.OpenAlready(id));

            goOn(
                    teacher,
                    id,
                    "what",
                    Map.of(
                            "account",
                            "tellis",
                            "at",
                            "2026-11-19T09:00:00Z",
                            "place",
                            "in school",
                            "evidence",
                            "A game"));
            goOn(teacher, id, "told", TOLD);
            goOn(coordinator, id, "who", Map.of("answer", "other"));
            goOn(senior, id, "other", Map.of("answer", "keep"));
            assertThat(whole(coordinator, id).file().isClosed()).isFalse();
            goOn(coordinator, id, "close", CLOSED);

            var one = whole(coordinator, id);
            assertThat(one.file().isClosed()).isTrue();
            assertThat(one.walks().getFirst().walk().entries().getLast().by().name())
                    .isEqualTo("Miss Farrow");
            assertThat(register.closed(coordinator, null).items())
                    .extracting(CaseFile::id)
                    .containsExactly(id);
            assertThat(register.queue(coordinator).others()).isEmpty();
        });
    }

    @Test
    @Keeps("INC-24")
    void whoToldDoesTheirOwnStepsAndReadsNothingThatOthersWrote() {
        school.within(() -> {
            var told = reports.tell(teacher, Matter.ABOUT_A_CHILD, "Something on a phone", null, false);
            var id = ((Opening.Opened) cases.open(lead, "concerning-image", told.id()))
                    .file()
                    .id();

            assertThat(register.read(teacher, id))
                    .isInstanceOfSatisfying(
                            Shown.OwnSteps.class, own -> assertThat(mine(own)).containsExactly("do-not-look"));
            assertThat(register.queue(teacher).waiting()).hasSize(1);
            assertThat(register.queue(teacher).others()).isEmpty();
            assertThatThrownBy(() -> cases.note(teacher, id, Instant.EPOCH, fact("I saw"), null))
                    .isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps({"INC-25", "CMP-2"})
    void aCaseAboutStaffIsTheHeadsAloneFromTheMomentInWhichItTurnsOutToBe() {
        school.within(() -> {
            var id = open(coordinator, "misuse-seen");
            goOn(
                    coordinator,
                    id,
                    "what",
                    Map.of(
                            "account",
                            "mhale",
                            "at",
                            "2026-11-19T09:00:00Z",
                            "place",
                            "in school",
                            "evidence",
                            "A site"));
            goOn(coordinator, id, "told", TOLD);
            var saying = (Saying.WentOn) say(coordinator, id, "who", Map.of("answer", "staff"));

            assertThat(saying.sight()).isEqualTo(Sight.NOTHING);
            assertThat(whole(head, id).file().circle()).isEqualTo(Circle.STAFF);
            assertThat(register.queue(head).waiting())
                    .extracting(entry -> entry.file().id())
                    .containsExactly(id);
            for (var other : List.of(coordinator, lead, deputy, senior, technician, chair, teacher)) {
                assertThatThrownBy(() -> register.read(other, id))
                        .as(other.name())
                        .isInstanceOf(NotFound.class);
                assertThat(register.queue(other).waiting()).as(other.name()).isEmpty();
                assertThat(register.queue(other).others()).as(other.name()).isEmpty();
                assertThat(register.find(other, "2026-1")).as(other.name()).isEmpty();
            }
        });
    }

    @Test
    @Keeps("CMP-8")
    void aCaseAboutTheHeadIsTheChairsAlone() {
        school.within(() -> {
            var id = open(lead, "worry");
            assertThat(cases.addPerson(lead, id, head.person(), Part.INSTIGATOR))
                    .isEqualTo(new Adding.Added(Sight.OWN_STEPS));

            assertThat(whole(chair, id).file().circle()).isEqualTo(Circle.HEAD);
            for (var other : List.of(head, coordinator, deputy, senior)) {
                assertThatThrownBy(() -> register.read(other, id))
                        .as(other.name())
                        .isInstanceOf(NotFound.class);
            }
        });
    }

    @Test
    @Keeps("INC-25")
    void whomItIsAboutFindsNothingWhateverTheyAre() {
        school.within(() -> {
            var id = open(lead, "worry");
            cases.addPerson(lead, id, deputy.person(), Part.INSTIGATOR);

            assertThatThrownBy(() -> register.read(deputy, id)).isInstanceOf(NotFound.class);
            assertThat(register.find(deputy, "Osei")).isEmpty();
            assertThat(register.find(head, "Osei")).extracting(CaseFile::id).containsExactly(id);
            assertThat(cases.nameReader(head, id, deputy.person())).isEqualTo(Naming.SUBJECT);
        });
    }

    @Test
    @Keeps("INC-25")
    void whoHasLeftWasOfTheStaffStill() {
        school.within(() -> {
            var id = open(coordinator, "misuse-seen");
            var office = new Actor.Schoolgate(school.school(), "The office");
            var yesterday = roster.today().minusDays(1);
            people.leave(office, technician.person(), Role.TECHNICIAN, yesterday, LeavingReason.BY_HAND);
            cases.addPerson(coordinator, id, technician.person(), Part.INSTIGATOR);

            assertThat(whole(head, id).file().circle()).isEqualTo(Circle.STAFF);
        });
    }

    @Test
    @Keeps("SGD-11")
    void aSealedCaseIsReadByTheLeadTheDeputyTheHeadAndWhoIsNamed() {
        school.within(() -> {
            var id = open(lead, "concerning-image");
            for (var reader : List.of(lead, deputy, head)) {
                assertThat(whole(reader, id).file().circle()).isEqualTo(Circle.SEALED);
            }
            for (var other : List.of(coordinator, senior, technician, chair, teacher)) {
                assertThatThrownBy(() -> register.read(other, id))
                        .as(other.name())
                        .isInstanceOf(NotFound.class);
            }

            assertThat(cases.nameReader(lead, id, senior.person())).isEqualTo(Naming.NAMED);
            assertThat(cases.nameReader(lead, id, senior.person())).isEqualTo(Naming.READS_ALREADY);
            assertThat(cases.nameReader(lead, id, staffed.priya().person())).isEqualTo(Naming.NOBODY_OF_STAFF);
            assertThat(whole(senior, id).readers())
                    .extracting(CaseReader::namedByName)
                    .containsExactly("Ms Okafor");
            assertThatThrownBy(() -> cases.nameReader(senior, id, coordinator.person()))
                    .isInstanceOf(Forbidden.class);
            assertThat(register.queue(senior).others()).extracting(CaseFile::id).containsExactly(id);
        });
    }

    @Test
    @Keeps("SGD-11")
    void everyReadingAndEveryRefusalIsOnTheRecordAndNothingThatWasWritten() {
        school.within(() -> {
            var id = open(lead, "concerning-image");
            goOn(lead, id, "do-not-look", Map.of());
            cases.note(lead, id, Instant.EPOCH, fact("A grey phone"), null);
            register.read(head, id);
            assertThatThrownBy(() -> register.read(coordinator, id)).isInstanceOf(NotFound.class);

            var kept = audit.newest(head, "case.", Long.MAX_VALUE, 20);
            assertThat(kept)
                    .extracting(entry -> entry.kind() + " by " + entry.actorName())
                    .containsExactly(
                            "case.refused by Miss Farrow",
                            "case.read by Mrs Lindqvist",
                            "case.note-added by Ms Okafor",
                            "case.step-done by Ms Okafor",
                            "case.sealed by Ms Okafor",
                            "case.procedure-begun by Ms Okafor",
                            "case.opened by Ms Okafor");
            assertThat(kept).allSatisfy(entry -> {
                assertThat(entry.subject()).isEqualTo("case:" + id);
                assertThat(entry.facts().orElseThrow().toString()).doesNotContain("grey");
            });
        });
    }

    @Test
    @Keeps("DAT-12")
    void anotherSchoolsLeadFindsNothing() {
        var id = Tenants.within(school.school(), () -> open(lead, "worry"));
        var other = cast.greenfield();
        var theirs = new Actor.Somebody(other.school(), lead.person(), lead.name(), lead.roles(), null);

        other.within(() -> {
            assertThatThrownBy(() -> register.read(theirs, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> cases.answer(theirs, id, 1, "take", Map.of(), null))
                    .isInstanceOf(NotFound.class);
            assertThat(register.queue(theirs).others()).isEmpty();
            assertThat(register.find(theirs, "2026-1")).isEmpty();
        });
    }

    @Test
    void aStepIsAnsweredByWhomItIsForAndByNobodyElse() {
        school.within(() -> {
            var id = misuse();

            assertThat(mine(register.read(teacher, id))).containsExactly("sanction");
            assertThat(say(senior, id, "parents", TOLD)).as("not begun").isInstanceOf(Saying.NotOpen.class);
            goOn(teacher, id, "sanction", Map.of("rung", "interview"));
            assertThatThrownBy(() -> say(coordinator, id, "parents", TOLD)).isInstanceOf(Forbidden.class);
            assertThat(register.queue(teacher).waiting())
                    .extracting(CaseQueue.Entry::step)
                    .containsExactly("Tell the parents");
            goOn(teacher, id, "parents", TOLD);
            assertThatThrownBy(() -> register.read(teacher, id))
                    .as("nothing is theirs any more")
                    .isInstanceOf(NotFound.class);
        });
    }

    @Test
    void whatIsMissingOrWrongIsSaidAndNothingIsKept() {
        school.within(() -> {
            var id = open(coordinator, "misuse-seen");

            assertThat(say(coordinator, id, "what", Map.of("at", "yesterday")))
                    .isInstanceOfSatisfying(
                            Saying.NotLikeThat.class,
                            not -> assertThat(not.problems().all()).containsOnlyKeys("at"));
            assertThat(say(coordinator, id, "what", Map.of("account", "tellis")))
                    .isInstanceOfSatisfying(
                            Saying.NotLikeThat.class,
                            not -> assertThat(not.problems().all()).containsOnlyKeys("at", "place", "evidence"));
            assertThat(whole(coordinator, id).walks().getFirst().walk().entries())
                    .isEmpty();
        });
    }

    @Test
    void twoPeopleCannotAnswerOneStepTwice() throws Exception {
        var id = Tenants.within(school.school(), () -> open(lead, "concerning-image"));
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = Stream.of(lead, lead)
                    .map(by -> threads.submit(() -> {
                        start.await();
                        return Tenants.within(school.school(), () -> say(by, id, "do-not-look", Map.of()));
                    }))
                    .toList();
            start.countDown();
            var outcomes = List.of(both.get(0).get(), both.get(1).get());
            assertThat(outcomes).hasAtLeastOneElementOfType(Saying.WentOn.class);
            assertThat(outcomes).contains(new Saying.NotOpen());
        }
        school.within(() ->
                assertThat(whole(lead, id).walks().getFirst().walk().entries()).hasSize(1));
    }

    @Test
    void twoWhoCloseAtOnceCloseItOnce() throws Exception {
        var id = Tenants.within(school.school(), () -> {
            var one = open(coordinator, "misuse-seen");
            goOn(
                    coordinator,
                    one,
                    "what",
                    Map.of("account", "x", "at", "2026-11-19T09:00:00Z", "place", "in school", "evidence", "A game"));
            goOn(coordinator, one, "told", TOLD);
            goOn(coordinator, one, "who", Map.of("answer", "other"));
            goOn(head, one, "other", Map.of("answer", "keep"));
            return one;
        });
        var start = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var both = Stream.of(coordinator, coordinator)
                    .map(by -> threads.submit(() -> {
                        start.await();
                        return Tenants.within(school.school(), () -> say(by, id, "close", CLOSED));
                    }))
                    .toList();
            start.countDown();
            assertThat(List.of(both.get(0).get(), both.get(1).get()))
                    .hasAtLeastOneElementOfType(Saying.WentOn.class)
                    .contains(new Saying.NotOpen());
        }
        school.within(() ->
                assertThat(audit.newest(head, "case.closed", Long.MAX_VALUE, 5)).hasSize(1));
    }

    @Test
    void itCannotBeClosedWhileSomethingWaitsEvenWhereTheCloserDoesNotDoThat() {
        school.within(() -> {
            var id = open(coordinator, "complaint");
            goOn(
                    coordinator,
                    id,
                    "received",
                    Map.of("from", "Dan Ellis", "received", "2026-11-19T09:00:00Z", "about", "The filter"));
            goOn(coordinator, id, "route", Map.of("answer", "bullying"));
            assertThat(whole(coordinator, id).walks()).hasSize(2);
            goOn(coordinator, id, "thanks", TOLD);
            goOn(head, id, "answer", Map.of("at", "2026-11-19T10:00:00Z", "how", "by letter"));
            goOn(head, id, "content", Map.of("answer", "yes"));
            goOn(coordinator, id, "close", CLOSED);

            var one = whole(coordinator, id);
            assertThat(one.walks().getFirst().walk().isClosed()).isTrue();
            assertThat(one.file().isClosed())
                    .as("the other procedure is not at its end")
                    .isFalse();
        });
    }

    @Test
    void theDatabaseItselfClosesNothingInWhichSomethingWaits() {
        school.within(() -> {
            var id = open(coordinator, "misuse-seen");
            assertThatThrownBy(() -> transaction.executeWithoutResult(
                            _ -> jdbc.sql("update case_file set closed_at = now() where school_id = :school")
                                    .param("school", school.school().value())
                                    .update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("something still waits in case " + id);
            assertThatThrownBy(() -> transaction.executeWithoutResult(
                            _ -> jdbc.sql("update case_entry set said = '{}' where school_id = :school")
                                    .param("school", school.school().value())
                                    .update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        });
    }

    @Test
    @Keeps("SGD-5")
    void accessIsSuspendedForWhomItIsAboutEvenIfTheyAreNamedLater() {
        school.within(() -> {
            var id = open(head, "staff-allegation");
            goOn(head, id, "whom", Map.of("answer", "no"));
            goOn(head, id, "told-head", TOLD);
            goOn(head, id, "facts", Map.of("about", "Mr Price", "what", "He was seen"));
            goOn(head, id, "child", Map.of("answer", "yes"));
            assertThat(whole(head, id).has(Mark.SUSPEND_ACCESS)).isTrue();
            assertThat(whole(head, id).holds()).isEmpty();

            cases.addPerson(head, id, technician.person(), Part.INSTIGATOR);
            var held = whole(head, id).holds();
            assertThat(held).extracting(Case.Held::person).containsExactly(technician.person());
            assertThat(register.read(head, id)).isInstanceOf(Shown.Whole.class);
            assertThat(holds.one(head, held.getFirst().hold()).hold().until()).isNull();
            cases.addPerson(head, id, technician.person(), Part.INSTIGATOR);
            assertThat(whole(head, id).holds()).as("once").hasSize(1);
        });
    }

    @Test
    @Keeps("SAN-4")
    void aSanctionTakesAccessAwayForATimeWhereWhoDecidesMay() {
        school.within(() -> {
            var tom = staffed.tom().person();
            var id = misuse();
            var until = roster.today().plusDays(2).toString();
            var off = Map.of("rung", "access off", "until", until);

            assertThat(cases.answer(teacher, id, 1, "sanction", off, tom))
                    .as("the school lets the online safety co-ordinator decide that, not a teacher")
                    .isInstanceOf(Saying.NotLikeThat.class);
            assertThat(cases.answer(coordinator, id, 1, "sanction", off, null))
                    .isInstanceOfSatisfying(
                            Saying.NotLikeThat.class,
                            not -> assertThat(not.problems().all()).containsOnlyKeys("whom"));
            assertThat(cases.answer(coordinator, id, 1, "sanction", Map.of("rung", "access off"), tom))
                    .as("a sanction is never open-ended")
                    .isInstanceOfSatisfying(
                            Saying.NotLikeThat.class,
                            not -> assertThat(not.problems().all()).containsOnlyKeys("until"));
            assertThat(cases.answer(coordinator, id, 1, "sanction", off, tom)).isInstanceOf(Saying.WentOn.class);

            var held = whole(coordinator, id).holds();
            assertThat(held).extracting(Case.Held::kind).containsExactly(HoldKind.SANCTION);
            assertThat(holds.one(coordinator, held.getFirst().hold()).hold().until())
                    .isEqualTo(LocalDate.parse(until)
                            .plusDays(1)
                            .atStartOfDay(AcademicYear.LONDON)
                            .toInstant());
            assertThat(whole(coordinator, id).walks().getFirst().about().values())
                    .containsExactly(tom);
        });
    }

    @Test
    @Keeps("SAN-5")
    void aSanctionTakesAProgrammeUntilATimeAndLeavesTheRest() {
        school.within(() -> {
            var tom = staffed.tom().person();
            var id = misuse();
            var day = roster.today().plusDays(3);
            var said = new HashMap<>(Map.of(
                    "rung", "program or machine off", "what", "these sites", "name", "Blocks", "sites", "co.uk"));
            said.put("until", day.toString());
            said.put("until-time", "15:30");

            assertThat(cases.answer(coordinator, id, 1, "sanction", said, tom))
                    .as("half the web is no programme")
                    .isInstanceOfSatisfying(
                            Saying.NotLikeThat.class,
                            not -> assertThat(not.problems().all()).containsOnlyKeys("sites"));
            said.put("sites", "https://www.blocks.example/play\nchat.blocks-app.example");
            assertThat(cases.answer(coordinator, id, 1, "sanction", said, tom)).isInstanceOf(Saying.WentOn.class);

            var hold = holds.one(
                            coordinator,
                            whole(coordinator, id).holds().getFirst().hold())
                    .hold();
            assertThat(hold.scope())
                    .isEqualTo(new Scope.Sites("Blocks", Set.of("blocks.example", "chat.blocks-app.example")));
            assertThat(hold.until())
                    .isEqualTo(day.atTime(15, 30).atZone(AcademicYear.LONDON).toInstant());
            assertThat(access.takenFrom(school.school(), tom, Instant.now())).containsExactly(hold);
        });
    }

    @Test
    void aNoteKeepsWhenItHappenedAndACorrectionStandsBesideIt() {
        school.within(() -> {
            var id = open(coordinator, "misuse-seen");
            var monday = Instant.parse("2026-11-16T09:00:00Z");
            var first = (Noting.Kept) cases.note(coordinator, id, monday, fact("It was tablet 4"), null);
            var second = (Noting.Kept) cases.note(coordinator, id, monday, fact("It was tablet 5"), first.id());
            assertThat(cases.note(coordinator, id, Instant.now().plus(Duration.ofDays(1)), fact("x"), null))
                    .isInstanceOf(Noting.NotLikeThat.class);
            assertThat(cases.note(coordinator, id, monday, fact(" "), null)).isInstanceOf(Noting.NotLikeThat.class);

            assertThat(whole(coordinator, id).notes())
                    .satisfiesExactly(
                            note -> {
                                assertThat(note.boxes().fact()).isEqualTo("It was tablet 4");
                                assertThat(note.happenedAt()).isEqualTo(monday);
                                assertThat(note.writtenAt()).isAfter(monday);
                            },
                            note -> {
                                assertThat(note.id()).isEqualTo(second.id());
                                assertThat(note.corrects()).isEqualTo(first.id());
                            });
        });
    }

    @Test
    void whatWaitsForSomebodyComesFirstAndWhatIsLateFirstOfThat() {
        school.within(() -> {
            var late = open(coordinator, "complaint");
            goOn(
                    coordinator,
                    late,
                    "received",
                    Map.of("from", "Dan Ellis", "received", "2026-11-19T09:00:00Z", "about", "The filter"));
            var fresh = open(coordinator, "misuse-seen");
            var others = open(lead, "misuse-seen");

            var queue = TestClock.at(Instant.now().plus(Duration.ofDays(2)), () -> register.queue(coordinator));
            assertThat(queue.waiting()).extracting(entry -> entry.file().id()).containsExactly(late, fresh);
            assertThat(queue.waiting().getFirst().isOverdue(queue.at())).isTrue();
            assertThat(queue.waiting().getLast().isOverdue(queue.at())).isFalse();
            assertThat(queue.others()).extracting(CaseFile::id).containsExactly(others);
            assertThat(register.waiting(coordinator)).isEqualTo(2);
        });
    }

    @Test
    void aCaseIsFoundByItsNumberAndByWhoIsOnIt() {
        school.within(() -> {
            var id = open(coordinator, "misuse-seen");
            cases.addPerson(coordinator, id, staffed.tom().person(), Part.WITNESS);
            cases.addOutsider(coordinator, id, "Gary 100% Sales", Part.OTHER);
            var number = whole(coordinator, id).file().number().toString();

            for (var typed : List.of(number, "Ellis", "gary", "Gary 100%")) {
                assertThat(register.find(coordinator, typed))
                        .as(typed)
                        .extracting(CaseFile::id)
                        .containsExactly(id);
            }
            for (var typed : List.of("2026-99", "Nair", "%", "")) {
                assertThat(register.find(coordinator, typed)).as(typed).isEmpty();
            }
        });
    }

    @Test
    @Keeps("INC-12")
    void whoeverAStepWaitsForIsEmailedThatItDoesAndNothingOfWhatItIs() {
        school.within(() -> {
            var id = misuse();
            var sealed = open(lead, "concerning-image");
            goOn(lead, sealed, "do-not-look", Map.of());

            var letters = messages.outbox(school.school(), 50);
            assertThat(letters)
                    .filteredOn(letter -> teacher.person().equals(letter.person()))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.parts().toString())
                            .contains("/cases/" + id, "Misuse was seen")
                            .doesNotContain("Ellis", "game"));
            assertThat(letters).noneMatch(letter -> coordinator.person().equals(letter.person()));
            assertThat(letters)
                    .allSatisfy(letter ->
                            assertThat(letter.subject() + letter.parts()).doesNotContain("image"));
        });
    }

    @Test
    @Keeps("SGD-2")
    void whenAStepIsLateTheNextIsEmailedOnceATurn() {
        school.within(() -> {
            var id = open(coordinator, "complaint");
            goOn(
                    coordinator,
                    id,
                    "received",
                    Map.of("from", "Dan Ellis", "received", "2026-11-19T09:00:00Z", "about", "The filter"));
            var begun = Instant.now();

            assertThat(turnsOf(head)).isZero();
            TestClock.at(begun.plus(Duration.ofHours(25)), () -> {
                job.run(school.school());
                job.run(school.school());
            });
            assertThat(turnsOf(head)).isEqualTo(1);
            assertThat(turnsOf(chair)).isZero();
            TestClock.at(begun.plus(Duration.ofHours(49)), () -> {
                job.run(school.school());
                job.run(school.school());
            });
            assertThat(turnsOf(head)).isEqualTo(1);
            assertThat(turnsOf(chair)).isEqualTo(1);
            TestClock.at(
                    begun.plus(Duration.ofHours(49)),
                    () -> assertThat(cases.answer(chair, id, 1, "route", Map.of("answer", "other"), null))
                            .isInstanceOf(Saying.WentOn.class));
        });
    }

    private long turnsOf(Actor.Somebody who) {
        return messages.outbox(school.school(), 50).stream()
                .filter(letter -> who.person().equals(letter.person()))
                .map(Message::subject)
                .filter(subject -> subject.contains("late"))
                .count();
    }

    private static CaseNote.Boxes fact(String fact) {
        return new CaseNote.Boxes(fact, "", "", "", "", "");
    }
}
