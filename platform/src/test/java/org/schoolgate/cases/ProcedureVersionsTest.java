package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.SchoolProcedures.Source;
import org.schoolgate.cases.procedure.Definition;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Reading;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Each case goes by the text with which it began, whatever came after it. */
@PageTest
class ProcedureVersionsTest {
    private static final String KIND = "social-parent-adds-staff";
    private static final Map<String, String> TOLD = Map.of("at", "2026-11-19T10:00:00Z", "how", "in person");

    private final Cases cases;
    private final CaseRegister register;
    private final SchoolProcedures procedures;
    private final ProcedureStore store;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Staffed staffed;

    ProcedureVersionsTest(
            Cast cast,
            Cases cases,
            CaseRegister register,
            SchoolProcedures procedures,
            ProcedureStore store,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            People people,
            Roster roster) {
        this.cases = cases;
        this.register = register;
        this.procedures = procedures;
        this.store = store;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.staffed = Staffed.of(cast, people, roster);
    }

    private static Definition brought() {
        return Procedures.ours().definition(KIND).orElseThrow();
    }

    /** The same under the next number, with another title for its last step. */
    private static Definition second() {
        var text = brought()
                .text()
                .replace("version: 1", "version: 2")
                .replace("title: Close the case", "title: Close it");
        return new Definition(((Reading.Sound) Procedures.ours().read(text)).procedure(), text);
    }

    private void adopt(Definition definition) {
        adopt(definition, brought().digest(), clock.instant());
    }

    private void adopt(Definition definition, String brought, Instant from) {
        transaction.executeWithoutResult(_ -> adopted(definition, brought, from));
    }

    private void adopted(Definition definition, String brought, Instant from) {
        store.keep(staffed.school().school(), definition, clock.instant());
        store.adopt(
                staffed.school().school(),
                new Adoption(
                        KIND,
                        definition.digest(),
                        brought,
                        from,
                        "We say it in our words.",
                        staffed.coordinator().person(),
                        staffed.coordinator().name(),
                        staffed.head().person(),
                        staffed.head().name(),
                        clock.instant()));
    }

    private CaseId open() {
        return ((Opening.Opened) cases.open(staffed.coordinator(), KIND, null))
                .file()
                .id();
    }

    private Walk walk(CaseId id) {
        return ((Shown.Whole) register.read(staffed.lead(), id))
                .one()
                .walks()
                .getFirst()
                .walk();
    }

    /** The short way through either version, by the co-ordinator, who told of it and closes it. */
    private void walkToTheEnd(CaseId id) {
        goOn(id, "think", Map.of());
        goOn(id, "choice", Map.of("answer", "decline"));
        goOn(id, "reply", TOLD);
        goOn(id, "privacy", Map.of());
        goOn(id, "close", Map.of("outcome", "It is answered", "policy-review", "no"));
        assertThat(walk(id).isClosed()).isTrue();
    }

    private void goOn(CaseId id, String step, Map<String, String> said) {
        assertThat(cases.answer(staffed.coordinator(), id, 1, step, said, null))
                .as(step)
                .isInstanceOf(Saying.WentOn.class);
    }

    @Test
    @Keeps("INC-6")
    void aCaseEndsByTheVersionWithWhichItBegan() {
        staffed.school().within(() -> {
            var before = open();
            adopt(second());
            var after = open();

            assertThat(walk(before).procedure()).isEqualTo(brought().procedure());
            assertThat(walk(after).procedure()).isEqualTo(second().procedure());
            walkToTheEnd(before);
            walkToTheEnd(after);
            assertThat(walk(before).procedure().closing().title()).isEqualTo("Close the case");
            assertThat(walk(after).procedure().closing().title()).isEqualTo("Close it");
        });
    }

    @Test
    void aVersionIsInForceFromItsDayOn() {
        staffed.school().within(() -> {
            var tomorrow = clock.instant().plus(Duration.ofDays(1));
            adopt(second(), brought().digest(), tomorrow);
            assertThat(walk(open()).procedure()).isEqualTo(brought().procedure());
            TestClock.at(
                    tomorrow.plusSeconds(1),
                    () -> assertThat(walk(open()).procedure()).isEqualTo(second().procedure()));
        });
    }

    @Test
    void aChangeOfOursWaitsBehindTheSchoolsOwn() {
        staffed.school().within(() -> {
            adopt(second(), Definition.digest("what we brought before"), clock.instant());
            assertThat(procedures.one(staffed.head(), KIND).source()).isEqualTo(Source.UPDATE_WAITING);
            assertThat(walk(open()).procedure()).isEqualTo(second().procedure());
            adopt(second());
            assertThat(procedures.one(staffed.head(), KIND).source()).isEqualTo(Source.OWN);
            assertThat(procedures.history(staffed.head(), KIND)).hasSize(2);
        });
    }

    @Test
    void anOwnVersionThatCannotBeReadAnyMoreGivesWayToOurs() {
        staffed.school().within(() -> {
            var id = open();
            var cut = "id: " + KIND + "\nsteps: [";
            walkBy(id, cut, Definition.digest(cut));
            transaction.executeWithoutResult(_ ->
                    adopted(new Definition(second().procedure(), cut), brought().digest(), clock.instant()));
            assertThat(procedures.one(staffed.head(), KIND).source()).isEqualTo(Source.UNREAD);
            assertThat(procedures.one(staffed.head(), KIND).unread())
                    .as("and it is said why")
                    .isNotEmpty();
            assertThat(procedures.unfollowed(staffed.head())).isEmpty();
            assertThat(walk(open()).procedure()).isEqualTo(brought().procedure());
        });
    }

    @Test
    void aCaseKeepsTheWholeTextByWhichItGoes() {
        staffed.school().within(() -> {
            open();
            transaction.executeWithoutResult(_ -> {
                var school = staffed.school().school();
                assertThat(store.text(school, brought().digest()))
                        .contains(brought().text());
                assertThat(store.inForce(school, clock.instant()).definition(KIND))
                        .contains(brought());
            });
        });
    }

    @Test
    void aCaseWhoseTextIsCutOffSaysSoAndLosesNothing() {
        staffed.school().within(() -> {
            var id = open();
            goOn(id, "think", Map.of());
            var cut = brought().text().substring(0, brought().text().length() / 2);
            walkBy(id, cut, Definition.digest(cut));

            var shown = register.read(staffed.lead(), id);
            assertThat(shown).isInstanceOfSatisfying(Shown.Unread.class, unread -> {
                assertThat(unread.why().sentences()).isNotEmpty();
                assertThat(unread.entries()).extracting(Shown.Kept::step).containsExactly("think");
            });
            assertThat(register.queue(staffed.lead()).others())
                    .extracting(CaseFile::id)
                    .contains(id);
            walkToTheEnd(open());
        });
    }

    @Test
    void aTextThatIsNotTheOneThatWasKeptIsNotFollowed() {
        staffed.school().within(() -> {
            var id = open();
            walkBy(id, second().text() + "\n", Definition.digest("something else"));
            assertThat(register.read(staffed.lead(), id))
                    .isInstanceOfSatisfying(
                            Shown.Unread.class,
                            unread -> assertThat(unread.why().sentences())
                                    .containsExactly("It is not the text that was kept."));
        });
    }

    @Test
    void whoDoesNotReadTheCaseReadsNothingOfOneThatCannotBeFollowed() {
        staffed.school().within(() -> {
            var id = open();
            walkBy(id, "id: cut", Definition.digest("id: cut"));
            assertThatThrownBy(() -> register.read(staffed.teacher(), id)).isInstanceOf(NotFound.class);
        });
    }

    /** A second walk of a case by a text that nobody would have let in. */
    private void walkBy(CaseId id, String text, String digest) {
        transaction.executeWithoutResult(_ -> begun(id, text, digest));
    }

    private void begun(CaseId id, String text, String digest) {
        var school = staffed.school().school().value();
        jdbc.sql("""
                        insert into procedure_version (school_id, digest, procedure, version, definition, kept_at)
                        values (:school, :digest, 'cut-off', 1, :text, now())
                        """)
                .param("school", school)
                .param("digest", digest)
                .param("text", text)
                .update();
        jdbc.sql("""
                        insert into case_walk (school_id, case_id, walk, procedure, version, digest, begun_at)
                        values (:school, :id, 2, 'cut-off', 1, :digest, now())
                        """)
                .param("school", school)
                .param("id", UUID.fromString(id.toString()))
                .param("digest", digest)
                .update();
    }
}
