package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.schoolgate.ui.Dates;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** Cases whose steps have so many school days, as the school says on which it is closed. */
@PageTest
class OpenDaysTest {
    private static final Instant FRIDAY = Instant.parse("2026-11-27T10:00:00Z");

    private final CaseRegister register;
    private final CaseStore store;
    private final PhoneLadders ladders;
    private final MockMvcTester mvc;
    private final TransactionTemplate transaction;
    private final Staffed at;
    private final CaseDesk desk;

    OpenDaysTest(
            Cast cast,
            People people,
            Roster roster,
            Cases cases,
            CaseRegister register,
            CaseStore store,
            PhoneLadders ladders,
            MockMvcTester mvc,
            TransactionTemplate transaction) {
        this.register = register;
        this.store = store;
        this.ladders = ladders;
        this.mvc = mvc;
        this.transaction = transaction;
        this.at = Staffed.of(cast, people, roster);
        this.desk = new CaseDesk(cases, register);
    }

    /** A request to open a site, which the co-ordinator considers within two school days, and else the head does. */
    private CaseId asked() {
        return at(FRIDAY, () -> {
            var id = desk.open(at.coordinator(), "un-block");
            desk.goOn(
                    at.coordinator(),
                    id,
                    "ask",
                    Map.of(
                            "site",
                            "maps.example",
                            "why",
                            "Geography",
                            "group",
                            "Kingfishers",
                            "from",
                            "2026-12-07",
                            "until",
                            "2026-12-11"));
            return id;
        });
    }

    private <T> T at(Instant moment, Supplier<T> work) {
        return TestClock.at(moment, () -> Tenants.within(at.school().school(), work::get));
    }

    private void closed(String from, String until) {
        var problems = at(
                FRIDAY,
                () -> ladders.close(at.lead(), "A training day", LocalDate.parse(from), LocalDate.parse(until)));
        assertThat(problems.any()).isFalse();
    }

    private Instant due(CaseId id) {
        return at(FRIDAY, () -> register.show(at.coordinator(), id).mine()).stream()
                .map(mine -> mine.open().due())
                .findFirst()
                .orElseThrow();
    }

    private boolean waitsForTheHead(CaseId id, Instant moment) {
        return at(moment, () -> register.queue(at.head()).waiting()).stream()
                .anyMatch(entry -> entry.file().id().equals(id));
    }

    @Test
    void aWeekendDoesNotCount() {
        var id = asked();

        assertThat(due(id)).isEqualTo(Instant.parse("2026-12-01T17:00:00Z"));
        assertThat(waitsForTheHead(id, Instant.parse("2026-12-01T16:59:00Z"))).isFalse();
        assertThat(waitsForTheHead(id, Instant.parse("2026-12-01T17:00:00Z"))).isTrue();
    }

    @Test
    void aDayOnWhichTheSchoolIsClosedDoesNotCountAlsoWhereItIsSaidLaterOrTakenBack() {
        closed("2026-12-01", "2026-12-01");
        var id = asked();
        assertThat(due(id)).isEqualTo(Instant.parse("2026-12-02T17:00:00Z"));

        closed("2026-11-30", "2026-11-30");
        var due = Instant.parse("2026-12-03T17:00:00Z");
        assertThat(due(id)).isEqualTo(due);
        var file = at(
                FRIDAY,
                () -> transaction.execute(
                        _ -> store.cover(at.school().school(), id).orElseThrow()));
        assertThat(file.nextDue()).isEqualTo(due);
        assertThat(waitsForTheHead(id, due.minusSeconds(60))).isFalse();
        assertThat(waitsForTheHead(id, due)).isTrue();
        assertThat(TestClock.at(
                        FRIDAY,
                        () -> mvc.get()
                                .uri("/cases/" + id)
                                .with(Cast.as(at.coordinator()))
                                .exchange()))
                .hasStatusOk()
                .bodyText()
                .contains(Dates.seenFrom(FRIDAY, due));

        at(FRIDAY, () -> {
            ladders.closedDays(at.school().school()).forEach(days -> ladders.open(at.lead(), days.id()));
            return true;
        });
        assertThat(due(id)).isEqualTo(Instant.parse("2026-12-01T17:00:00Z"));
        assertThat(waitsForTheHead(id, Instant.parse("2026-12-01T17:00:00Z"))).isTrue();
    }
}
