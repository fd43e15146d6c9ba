package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.Concern.Kind;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Definition;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Reading;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What people write from outside: that it is kept, where it goes, who reads it, and how they come back to it. */
@PageTest
class ConcernsTest {
    private final Concerns concerns;
    private final CaseRegister register;
    private final Cases cases;
    private final ProcedureStore procedures;
    private final Settings settings;
    private final Messages messages;
    private final AuditTrail audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Staffed staffed;
    private final Greenfield school;

    ConcernsTest(
            Cast cast,
            People people,
            Roster roster,
            Concerns concerns,
            CaseRegister register,
            Cases cases,
            ProcedureStore procedures,
            Settings settings,
            Messages messages,
            AuditTrail audit,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.concerns = concerns;
        this.register = register;
        this.cases = cases;
        this.procedures = procedures;
        this.settings = settings;
        this.messages = messages;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.staffed = Staffed.of(cast, people, roster);
        this.school = staffed.school();
    }

    private static Concern.Wish about(Kind kind) {
        return new Concern.Wish(kind, "My words about it", "", "", "", "");
    }

    private String tell(Concern.Wish wish) {
        return concerns.tell(school.school(), UUID.randomUUID(), wish);
    }

    private CaseId following(String code) {
        return concerns.read(code).orElseThrow().following();
    }

    private boolean sees(Actor.Somebody who, CaseId id) {
        try {
            return register.show(who, id) instanceof Shown.Whole;
        } catch (NotFound notTheirs) {
            return false;
        }
    }

    private boolean waitsFor(Actor.Somebody who, CaseId id) {
        return register.queue(who).waiting().stream()
                .anyMatch(entry -> entry.file().id().equals(id));
    }

    private Case whole(Actor.Somebody who, CaseId id) {
        return ((Shown.Whole) register.show(who, id)).one();
    }

    @Test
    @Keeps("CMP-1")
    void aComplaintWaitsFirstForTheCoordinatorOrForWhomTheSchoolNames() {
        var ours = following(tell(about(Kind.GENERAL)));
        school.within(() -> {
            assertThat(waitsFor(staffed.coordinator(), ours)).isTrue();
            assertThat(waitsFor(staffed.head(), ours)).isFalse();
            assertThat(waitsFor(staffed.senior(), ours)).isFalse();
            settings.set(staffed.head(), Concerns.FIRST.key(), "head", "The head wants to hear first");
        });

        var next = following(tell(about(Kind.GENERAL)));
        school.within(() -> {
            assertThat(waitsFor(staffed.head(), next)).isTrue();
            assertThat(waitsFor(staffed.coordinator(), next)).isFalse();
            assertThat(waitsFor(staffed.head(), ours))
                    .as("and the older one too")
                    .isTrue();
        });
        assertThat(concerns.first(school.school())).containsExactly(Role.HEAD);
    }

    @Test
    @Keeps({"CMP-2", "INC-25"})
    void whatIsAboutSomebodyWhoWorksThereIsForTheHeadAlone() {
        var id = following(tell(about(Kind.STAFF)));
        school.within(() -> {
            assertThat(waitsFor(staffed.head(), id)).isTrue();
            for (var other : new Actor.Somebody[] {
                staffed.lead(),
                staffed.deputy(),
                staffed.coordinator(),
                staffed.senior(),
                staffed.chair(),
                staffed.technician(),
                staffed.teacher()
            }) {
                assertThat(sees(other, id)).as(other.name()).isFalse();
            }
        });
    }

    @Test
    @Keeps("CMP-8")
    void whatIsAboutTheHeadIsForTheChairAlone() {
        var id = following(tell(about(Kind.HEAD)));
        school.within(() -> {
            assertThat(waitsFor(staffed.chair(), id)).isTrue();
            for (var other : new Actor.Somebody[] {
                staffed.head(), staffed.lead(), staffed.deputy(), staffed.coordinator(), staffed.senior()
            }) {
                assertThat(sees(other, id)).as(other.name()).isFalse();
                assertThat(waitsFor(other, id)).as(other.name()).isFalse();
            }
            assertThat(messages.outbox(school.school(), 50))
                    .extracting(Message::person)
                    .containsOnly(staffed.chair().person());
        });
    }

    @Test
    @Keeps("CMP-4")
    void whatIsAboutAChildsSafetyGoesTheWayOfSafeguardingAtOnce() {
        var id = following(tell(about(Kind.CHILD_SAFETY)));
        school.within(() -> {
            var one = whole(staffed.lead(), id);
            assertThat(one.file().circle()).isEqualTo(Circle.SEALED);
            assertThat(one.walks())
                    .extracting(walk -> walk.walk().procedure().id())
                    .containsExactly("complaint", "worry");
            assertThat(waitsFor(staffed.lead(), id)).isTrue();
            assertThat(sees(staffed.coordinator(), id)).isFalse();
            assertThat(sees(staffed.senior(), id)).isFalse();
        });
    }

    @Test
    @Keeps("CMP-3")
    void bullyingGoesTheWayOfTheAntiBullyingPolicyAtOnce() {
        var id = following(tell(about(Kind.BULLYING)));
        school.within(() -> assertThat(whole(staffed.coordinator(), id).walks())
                .extracting(walk -> walk.walk().procedure().id())
                .containsExactly("complaint", "bullying"));
    }

    /** The head may write another procedure for complaints; what is about the head still never passes the head. */
    @Test
    @Keeps("CMP-8")
    void whateverASchoolWritesIntoItsProcedureWhatIsAboutTheHeadGoesToTheChairAlone() {
        var brought = Procedures.ours().definition("complaint").orElseThrow();
        var text = brought.text().replace("effects: [seal the case, about the head]", "effects: seal the case");
        assertThat(text).isNotEqualTo(brought.text());
        var own = new Definition(((Reading.Sound) Procedures.ours().read(text)).procedure(), text);
        school.within(() -> transaction.executeWithoutResult(_ -> {
            var now = Instant.now();
            procedures.keep(school.school(), own, now);
            procedures.adopt(
                    school.school(),
                    new Adoption(
                            "complaint",
                            own.digest(),
                            brought.digest(),
                            now.minusSeconds(1),
                            "We say it in our words.",
                            staffed.coordinator().person(),
                            "Miss Farrow",
                            staffed.head().person(),
                            "Mrs Lindqvist",
                            now));
        }));

        var head = following(tell(about(Kind.HEAD)));
        var other = following(tell(about(Kind.GENERAL)));
        school.within(() -> {
            assertThat(sees(staffed.head(), head)).isFalse();
            assertThat(waitsFor(staffed.chair(), head)).isTrue();
            assertThat(whole(staffed.coordinator(), other)
                            .walks()
                            .getFirst()
                            .walk()
                            .procedure())
                    .as("where nothing speaks against it, the school's own holds")
                    .isEqualTo(own.procedure());
        });
    }

    @Test
    void nothingThatIsWrittenIsLeftWithNobody() {
        for (var kind : Kind.values()) {
            var id = following(tell(about(kind)));
            school.within(() -> assertThat(
                            new Actor.Somebody[] {staffed.head(), staffed.lead(), staffed.coordinator(), staffed.chair()
                            })
                    .as("%s waits for somebody who is told", kind)
                    .anyMatch(who -> waitsFor(who, id) && sees(who, id)));
        }
    }

    @Test
    void aFormThatIsSentTwiceAtOnceIsOneCaseWithOneCode() throws Exception {
        var form = UUID.randomUUID();
        var codes = new HashSet<String>();
        try (var twice = Executors.newFixedThreadPool(2)) {
            var first = twice.submit(() -> concerns.tell(school.school(), form, about(Kind.GENERAL)));
            var second = twice.submit(() -> concerns.tell(school.school(), form, about(Kind.GENERAL)));
            codes.add(first.get());
            codes.add(second.get());
        }
        assertThat(codes).hasSize(1);
        school.within(() ->
                assertThat(register.queue(staffed.coordinator()).waiting()).hasSize(1));
    }

    @Test
    void theSameFormWithOtherWordsIsSomethingElseAndShowsNobodyTheFirst() {
        var form = UUID.randomUUID();
        var first = concerns.tell(school.school(), form, about(Kind.GENERAL));
        var second =
                concerns.tell(school.school(), form, new Concern.Wish(Kind.GENERAL, "Other words", "", "", "", ""));
        var later = TestClock.at(
                Instant.now().plus(Duration.ofMinutes(11)),
                () -> concerns.tell(school.school(), form, about(Kind.GENERAL)));

        assertThat(Set.of(first, second, later)).hasSize(3);
        assertThat(concerns.read(second).orElseThrow().said())
                .extracting(Concern.Said::words)
                .containsExactly("Other words");
    }

    @Test
    void aCodeHasMoreThanEightyBitsAndStandsNowhereInTheDatabase() {
        var code = tell(about(Kind.GENERAL));
        assertThat(code).matches("([2-9A-HJ-NP-Y]{4}-){4}[2-9A-HJ-NP-Y]{4}");
        assertThat(Math.log(31) / Math.log(2) * code.replace("-", "").length()).isGreaterThan(80);
        assertThat(rowsWith(code)).isZero();
        assertThat(rowsWith(code.replace("-", ""))).isZero();
        assertThat(rowsWith("My words about it"))
                .as("the search finds what is there")
                .isEqualTo(1);
    }

    /** How many rows of this school hold a text, in every table that there is. */
    private long rowsWith(String text) {
        var found = new long[1];
        school.within(() -> transaction.executeWithoutResult(_ -> {
            for (var table : jdbc.sql("""
                            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                            where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
                              and exists (
                                select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'school_id')
                            """).query(String.class).list()) {
                found[0] += jdbc.sql("select count(*) from " + table
                                + " t where t.school_id = :school and t::text like :text")
                        .param("school", school.school().value())
                        .param("text", "%" + text + "%")
                        .query(Long.class)
                        .single();
            }
        }));
        return found[0];
    }

    @Test
    void aCodeOpensWhateverWayItIsTypedAndNothingElseOpens() {
        var code = tell(about(Kind.GENERAL));

        assertThat(concerns.read(code.toLowerCase(Locale.ROOT).replace("-", " ")))
                .isPresent();
        assertThat(concerns.read(code.replace("-", "–"))).isPresent();
        assertThat(concerns.read(code.substring(1))).isEmpty();
        assertThat(concerns.read("")).isEmpty();
        assertThat(concerns.read("2222-2222-2222-2222-2222")).isEmpty();
        assertThat(TestClock.at(Instant.now().plus(Duration.ofDays(366)), () -> concerns.read(code)))
                .isEmpty();
    }

    @Test
    void bothSidesWriteWhileNobodyKnowsWhoTheOtherIs() {
        var code = tell(about(Kind.GENERAL));
        var id = following(code);
        school.within(() -> assertThat(concerns.answer(staffed.coordinator(), id, "When was it?"))
                .isEqualTo(new Answering.Kept()));
        concerns.add(code, "On Monday");
        concerns.add(code, "On Monday");

        assertThat(concerns.read(code).orElseThrow().said())
                .extracting(Concern.Said::by, Concern.Said::words)
                .containsExactly(
                        tuple(null, "My words about it"),
                        tuple("Miss Farrow", "When was it?"),
                        tuple(null, "On Monday"));
        school.within(() -> assertThat(messages.outbox(school.school(), 50))
                .filteredOn(letter -> letter.kind().equals("cases.wrote-again"))
                .extracting(Message::person)
                .containsExactly(staffed.coordinator().person()));
    }

    @Test
    @Keeps("CMP-7")
    void aComplaintHasItsDatesAndStagesForWhoeverWroteItToo() {
        var code = tell(about(Kind.PERSONAL_DATA));
        var id = following(code);
        var concern = concerns.read(code).orElseThrow();
        assertThat(concerns.stages(concern)).isEqualTo(new Concern.Stages(null, null, null));
        var officer = school.somebody("Ms Dale", Role.DATA_PROTECTION_OFFICER);
        school.within(() -> {
            var waits = whole(staffed.coordinator(), id).waiting();
            assertThat(waits)
                    .filteredOn(one -> one.step().equals("data-thanks"))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.doer()).isEqualTo(Doer.DATA_PROTECTION_OFFICER);
                        assertThat(Objects.requireNonNull(one.limit()).due())
                                .isEqualTo(concern.toldAt().plus(Duration.ofDays(30)));
                    });
            var told = Map.of("at", "2026-11-19T10:00:00Z", "how", "by e-mail");
            assertThat(register.show(officer, id)).isInstanceOf(Shown.Whole.class);
            goOn(officer, id, "data-thanks", told);
            goOn(staffed.coordinator(), id, "thanks", told);
            assertThat(concerns.stages(concern).acknowledged()).isNotNull();
            goOn(officer, id, "data", Map.of("asked", "The office", "found", "It was shared in error"));
            goOn(staffed.head(), id, "answer", told);
            goOn(staffed.head(), id, "content", Map.of("answer", "yes"));
            assertThat(concerns.stages(concern).answered()).isNotNull();
            assertThat(concerns.stages(concern).closed()).isNull();
            goOn(staffed.head(), id, "close", Map.of("outcome", "It is put right", "policy-review", "no"));
            assertThat(concerns.stages(concern).closed()).isNotNull();
        });
        concerns.add(code, "It happened again");
        school.within(() -> assertThat(register.wroteAgain(staffed.head()))
                .as("what is written about a closed case is heard")
                .extracting(CaseFile::id)
                .containsExactly(id));
    }

    private void goOn(Actor.Somebody by, CaseId id, String step, Map<String, String> said) {
        assertThat(cases.answer(by, id, 1, step, said, null)).as(step).isInstanceOf(Saying.WentOn.class);
    }

    @Test
    void whatIsWrittenMoreStandsOnTheListUntilSomebodyAnswersAndForItsReadersOnly() {
        var code = tell(about(Kind.STAFF));
        var id = following(code);
        school.within(() -> assertThat(register.wroteAgain(staffed.head()))
                .as("nothing more")
                .isEmpty());
        concerns.add(code, "It happened again");
        school.within(() -> {
            assertThat(register.wroteAgain(staffed.head()))
                    .extracting(CaseFile::id)
                    .containsExactly(id);
            assertThat(register.wroteAgain(staffed.lead())).isEmpty();
            concerns.answer(staffed.head(), id, "Thank you");
            assertThat(register.wroteAgain(staffed.head())).isEmpty();
        });
    }

    @Test
    void whoeverDoesNotReadTheCaseNeitherReadsNorAnswers() {
        var id = following(tell(about(Kind.STAFF)));
        school.within(() -> {
            assertThatThrownBy(() -> concerns.of(staffed.coordinator(), id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> concerns.answer(staffed.coordinator(), id, "Hello"))
                    .isInstanceOf(NotFound.class);
            cases.addPerson(staffed.head(), id, staffed.senior().person(), Part.INSTIGATOR);
            assertThatThrownBy(() -> concerns.of(staffed.senior(), id)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("INC-24")
    void noLetterAndNoEntryOfTheRecordSaysWhatWasWrittenOrByWhom() {
        var code = tell(new Concern.Wish(
                Kind.GENERAL,
                "The filter failed",
                "Mr Hale",
                "An apology",
                "Dan Ellis, 07700 900123",
                "dan@ellis.example"));
        var id = following(code);
        school.within(() -> {
            concerns.answer(staffed.coordinator(), id, "We look into it");
            concerns.add(code, "Thank you so much");
            var letters = messages.outbox(school.school(), 50);
            assertThat(letters).extracting(Message::address).contains("dan@ellis.example");
            assertThat(letters)
                    .allSatisfy(letter -> assertThat(letter.subject() + letter.parts())
                            .doesNotContain("filter failed", "Hale", "apology", "Ellis", "look into", "Thank you"));
            assertThat(messages.log(staffed.head(), 50).toString())
                    .contains("cases.reply", "in confidence")
                    .doesNotContain("ellis");
            assertThat(audit.newest(staffed.head(), "", Long.MAX_VALUE, 100).toString())
                    .contains("concern.told", "concern.answered", "concern.added-to")
                    .doesNotContain("Ellis", "ellis", "07700", "filter failed", "Hale", "apology", "Thank you");
            assertThat(whole(staffed.coordinator(), id).toString())
                    .doesNotContain("Ellis")
                    .doesNotContain("ellis.example");
            assertThat(register.find(staffed.coordinator(), "Dan Ellis")).isEmpty();
            assertThat(concerns.of(staffed.coordinator(), id).orElseThrow().toString())
                    .contains("The filter failed")
                    .doesNotContain("Ellis")
                    .doesNotContain("ellis.example");
        });
    }
}
