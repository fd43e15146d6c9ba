package org.schoolgate.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class KeepingTest {
    private final Cast cast;
    private final Keeping keeping;
    private final Days days;
    private final Schools schools;
    private final Settings settings;
    private final EventIntake intake;
    private final Pseudonyms pseudonyms;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Instant now;

    KeepingTest(
            Cast cast,
            Keeping keeping,
            Days days,
            Schools schools,
            Settings settings,
            EventIntake intake,
            Pseudonyms pseudonyms,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.cast = cast;
        this.keeping = keeping;
        this.days = days;
        this.schools = schools;
        this.settings = settings;
        this.intake = intake;
        this.pseudonyms = pseudonyms;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.now = clock.instant();
    }

    private void see(Greenfield school, int daysAgo) {
        new SeenThings(intake, pseudonyms, school.school())
                .see(null, now.minus(Duration.ofDays(daysAgo)), "day%d.example".formatted(daysAgo), "allow");
    }

    private List<String> hosts(Greenfield school) {
        return Tenants.within(
                school.school(),
                () -> Objects.requireNonNull(
                        transaction.execute(_ -> jdbc.sql("select host from seen_event order by at")
                                .query(String.class)
                                .list())));
    }

    private void round() {
        schools.all().stream()
                .map(School::id)
                .sorted(SchoolId::compareTo)
                .forEach(school -> Tenants.within(school, () -> keeping.run(school)));
    }

    private LocalDate day(int daysAgo) {
        return LocalDate.ofInstant(now.minus(Duration.ofDays(daysAgo)), ZoneOffset.UTC);
    }

    @Test
    @Keeps("MON-22")
    void eachSchoolKeepsWhatItSaidAndADayNobodyKeepsIsGoneWhole() {
        var brief = cast.greenfield();
        var usual = cast.greenfield();
        brief.within(() -> settings.set(brief.head(), "activity.keep-days", "40", "we need no more"));
        for (var school : List.of(brief, usual)) {
            see(school, 400);
            see(school, 100);
            see(school, 10);
        }
        assertThat(days.all()).contains(day(400), day(100), day(10));

        round();

        assertThat(hosts(brief)).containsExactly("day10.example");
        assertThat(hosts(usual)).containsExactly("day100.example", "day10.example");
        assertThat(days.all()).contains(day(100), day(10)).doesNotContain(day(400));
    }

    @Test
    void thereIsPlaceForTheDaysToCome() {
        cast.greenfield();

        round();

        assertThat(days.all()).contains(day(0), day(-1), day(-7));
    }

    @Test
    void aDayThatIsOverIsIndexedForSearchAndTodayIsNot() {
        var school = cast.greenfield();
        see(school, 3);
        see(school, 0);

        round();
        round();

        assertThat(indexes(3)).anyMatch(name -> name.endsWith("_site")).anyMatch(name -> name.endsWith("_address"));
        assertThat(indexes(0)).noneMatch(name -> name.endsWith("_site") || name.endsWith("_address"));
    }

    private List<String> indexes(int daysAgo) {
        return jdbc.sql("select indexname from pg_indexes where tablename = ?")
                .param("seen_event_" + day(daysAgo).format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE))
                .query(String.class)
                .list();
    }

    @Test
    void aDayThatWasDroppedElsewhereIsMadeAgain() {
        var school = cast.greenfield();
        see(school, 500);
        Tenants.untenanted(() -> transaction.executeWithoutResult(_ -> jdbc.sql("select activity_drop_day(?)")
                .param(day(500))
                .query((_, _) -> true)
                .single()));

        see(school, 500);

        assertThat(hosts(school)).containsExactly("day500.example");
    }

    @Test
    void nobodyDropsTheLastThirtyDays() {
        var school = cast.greenfield();
        see(school, 5);

        assertThatThrownBy(() -> days.drop(List.of(day(5)))).hasStackTraceContaining("not old enough");
        assertThatThrownBy(() -> Tenants.within(
                        school.school(),
                        () -> transaction.execute(_ -> jdbc.sql("select activity_forget_before(?)")
                                .param(day(5))
                                .query(Long.class)
                                .single())))
                .hasStackTraceContaining("not old enough");
        assertThat(hosts(school)).containsExactly("day5.example");
    }
}
