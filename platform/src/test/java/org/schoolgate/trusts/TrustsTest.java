package org.schoolgate.trusts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.Reports;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Greenfield and Brook Lane of one trust, and another Greenfield of another. */
@PageTest
class TrustsTest {
    private final Cast cast;
    private final Greenfield greenfield;
    private final SchoolId brookLane;
    private final Actor.Somebody officer;
    private final Trusts trusts;
    private final Reports reports;
    private final People people;
    private final Roster roster;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MockMvc mvc;

    TrustsTest(
            Cast cast,
            Schools schools,
            Trusts trusts,
            Reports reports,
            People people,
            Roster roster,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            MockMvc mvc) {
        this.cast = cast;
        this.greenfield = cast.greenfield();
        var trust = schools.find(greenfield.school()).orElseThrow().trust();
        this.brookLane = Tenants.untenanted(() -> schools.found(trust, "Brook Lane Juniors"));
        this.officer = greenfield.somebody("Mrs Abbott", Role.TRUST_OFFICER);
        this.trusts = trusts;
        this.reports = reports;
        this.people = people;
        this.roster = roster;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.mvc = mvc;
    }

    /** A class of so many pupils of whom none has signed, and so many reports that nobody has taken. */
    private void furnish(int pupils, int told) {
        greenfield.within(() -> {
            Classroom.of(
                    greenfield,
                    people,
                    roster,
                    "Kingfishers",
                    6,
                    "Hale",
                    IntStream.range(0, pupils).mapToObj(n -> "Priya Nair").toArray(String[]::new));
            IntStream.range(0, told)
                    .forEach(n -> reports.tell(greenfield.pupil(), Matter.FEELS_WORRIED, "report " + n, null, false));
            trusts.tell(greenfield.school());
        });
    }

    private SchoolCounts counts() {
        return Tenants.within(greenfield.school(), () -> trusts.compare(officer)).stream()
                .filter(row -> row.school().equals(greenfield.school()))
                .findFirst()
                .map(Trusts.Row::counts)
                .orElseThrow();
    }

    @Test
    @Keeps({"TRU-4", "RPT-11"})
    void schoolsStandSideBySideInCountsThatTheyToldThemselves() throws Exception {
        furnish(21, 5);

        var page = page("/trust");
        assertThat(page)
                .contains("Greenfield Primary", "Brook Lane Juniors", "not told yet", "under 5 %", "data-do=\"print\"")
                .containsPattern("Not signed\"[^>]*><span>21<")
                .containsPattern("Reports open\"[^>]*><span>5<")
                .doesNotContain("Hale", "Priya", "Kingfishers", "/people/", "/reports/");
    }

    @Test
    @Keeps("RPT-11")
    void aCountUnderFiveLeavesNothingOfItselfBehind() throws Exception {
        furnish(4, 4);

        assertThat(counts().notSigned().count()).isNull();
        assertThat(counts().agreed())
                .as("of four pupils a share speaks of single ones")
                .isNull();
        assertThat(page("/trust"))
                .containsPattern("Not signed\"[^>]*><span>&lt;5<")
                .containsPattern("Reports open\"[^>]*><span>&lt;5<")
                .contains("few pupils");
    }

    @Test
    void aShareIsSaidToTheFiveBelow() {
        assertThat(SchoolCounts.percent(419, 420)).isEqualTo(95);
        assertThat(SchoolCounts.percent(420, 420)).isEqualTo(100);
        assertThat(SchoolCounts.percent(0, 20)).isZero();
        assertThat(SchoolCounts.percent(19, 19)).isNull();
    }

    @Test
    @Keeps("TRU-4")
    void anotherTrustsSchoolsAreNotThere() {
        var other = cast.greenfield();
        other.within(() -> trusts.tell(other.school()));

        assertThat(Tenants.within(greenfield.school(), () -> trusts.compare(officer)))
                .extracting(Trusts.Row::school)
                .containsExactlyInAnyOrder(greenfield.school(), brookLane);
    }

    @Test
    void nobodyOfASchoolSeesTheOthersByBeingOfIt() throws Exception {
        for (var somebody : Set.of(greenfield.head(), greenfield.governor(), greenfield.technician())) {
            assertThatThrownBy(() -> Tenants.within(greenfield.school(), () -> trusts.compare(somebody)))
                    .isInstanceOf(Forbidden.class);
        }
        assertThat(answer("/", officer).getRedirectedUrl()).isEqualTo("/trust");
        for (var closed : new String[] {"/register", "/reports", "/people", "/filter/test", "/activity", "/record"}) {
            assertThat(answer(closed, officer).getStatus()).as(closed).isIn(403, 404);
        }
    }

    @Test
    void aSchoolWritesItsOwnRowAndReachesTheTableInNoOtherWay() {
        assertThatThrownBy(() -> greenfield.within(() -> transaction.executeWithoutResult(
                        _ -> jdbc.sql("select * from trust_count").query().listOfRows())))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> Tenants.untenanted(() -> transaction.execute(
                        _ -> jdbc.sql("select * from trust_count_all()").query().listOfRows())))
                .isInstanceOf(DataAccessException.class);

        Tenants.within(brookLane, () -> trusts.tell(brookLane));

        assertThat(Tenants.within(greenfield.school(), () -> trusts.compare(officer)))
                .filteredOn(row -> row.counts() != null)
                .extracting(Trusts.Row::school)
                .containsExactly(brookLane);
    }

    @Test
    void aRecordIsReadThroughOnceADay() {
        var morning = Instant.parse("2027-01-11T08:00:00Z");
        for (var hours : new int[] {0, 1, 2}) {
            tellAt(morning.plus(Duration.ofHours(hours)));
            assertThat(counts().readThrough()).isEqualTo(morning);
        }
        tellAt(morning.plus(Duration.ofHours(24)));
        assertThat(counts().readThrough()).isEqualTo(morning.plus(Duration.ofHours(24)));
        assertThat(counts().sound()).isTrue();
    }

    private void tellAt(Instant moment) {
        TestClock.at(moment, () -> greenfield.within(() -> new TrustClock(trusts).run(greenfield.school())));
    }

    private String page(String path) throws Exception {
        return answer(path, officer).getContentAsString();
    }

    private MockHttpServletResponse answer(String path, Actor actor) throws Exception {
        return mvc.perform(get(path).with(Cast.as(actor))).andReturn().getResponse();
    }
}
