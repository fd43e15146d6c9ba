package org.schoolgate.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.SessionOpening;
import org.schoolgate.access.SupervisedTime;
import org.schoolgate.activity.Activity.ClassAnswer;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class ActivityTest {
    private final Greenfield school;
    private final Classroom kingfishers;
    private final Classroom herons;
    private final SeenThings seen;
    private final Activity activity;
    private final SupervisedTime time;
    private final Settings settings;
    private final Roster roster;
    private final MockMvcTester mvc;
    private final Instant now;

    ActivityTest(
            Cast cast,
            People people,
            Roster roster,
            EventIntake intake,
            Pseudonyms pseudonyms,
            Activity activity,
            SupervisedTime time,
            Settings settings,
            MockMvcTester mvc,
            Clock clock) {
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.herons = Tenants.within(
                school.school(),
                () -> Classroom.of(school, people, roster, "Herons", 3, "Reed", "Ada Brook", "Ben Marsh", "Cy Fen"));
        this.seen = new SeenThings(intake, pseudonyms, school.school());
        this.activity = activity;
        this.time = time;
        this.settings = settings;
        this.roster = roster;
        this.mvc = mvc;
        this.now = clock.instant();
    }

    private ClassAnswer classNow() {
        return Tenants.within(school.school(), () -> activity.classNow(kingfishers.teacher(), kingfishers.id()));
    }

    private void openSession() {
        var opened = Tenants.within(
                school.school(),
                () -> time.open(
                        kingfishers.teacher(), new SupervisedTime.Wish(kingfishers.id(), "Room 6", "Rivers", 30)));
        assertThat(opened).isInstanceOf(SessionOpening.Open.class);
    }

    @Test
    void aTeacherSeesTheirOwnClassWhileItsSessionIsOpenAndSinceItOpened() {
        var priya = kingfishers.pupil(0).person();
        seen.see(priya, now.minus(Duration.ofMinutes(5)), "before.example", "allow");
        assertThat(classNow()).isInstanceOf(ClassAnswer.NoOpenSession.class);

        openSession();
        seen.see(priya, Instant.now(), "rivers.example", "allow");
        seen.see(priya, Instant.now().plusMillis(5), "casino.example", "block");
        seen.see(herons.pupil(0).person(), Instant.now(), "birds.example", "allow");

        var shown = ((ClassAnswer.Shown) classNow()).now();
        assertThat(shown.online()).isEqualTo(1);
        assertThat(shown.pupils()).hasSize(3);
        var hers = shown.pupils().stream()
                .filter(one -> one.pupil().id().equals(priya))
                .findFirst()
                .orElseThrow();
        assertThat(hers.latest().orElseThrow().host()).isEqualTo("casino.example");
        assertThat(hers.refused()).extracting(Seen::host).containsExactly("casino.example");
        assertThat(shown.toString()).doesNotContain("birds.example", "before.example");
    }

    @Test
    void noTeacherSeesAnotherTeachersClass() {
        openSession();

        assertThatThrownBy(() ->
                        Tenants.within(school.school(), () -> activity.classNow(herons.teacher(), kingfishers.id())))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> Tenants.within(
                        school.school(), () -> activity.classNow(kingfishers.pupil(0), kingfishers.id())))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void aSchoolMayShowItAlwaysOrNever() {
        school.within(() ->
                settings.set(school.head(), "activity.class-view", "own class always", "we teach without sessions"));
        assertThat(classNow()).isInstanceOf(ClassAnswer.Shown.class);

        openSession();
        school.within(() -> settings.set(school.head(), "activity.class-view", "never", "the governors wish it"));
        assertThat(classNow()).isInstanceOf(ClassAnswer.NotAtThisSchool.class);
    }

    @Test
    void everybodySeesWhatWasJustClosedToThemAndNothingOfOthers() {
        var priya = kingfishers.pupil(0);
        seen.see(priya.person(), now.minus(Duration.ofMinutes(20)), "old.example", "block");
        seen.see(priya.person(), now.minus(Duration.ofMinutes(2)), "first.example", "block");
        seen.see(priya.person(), now.minus(Duration.ofMinutes(1)), "open.example", "allow");
        seen.see(priya.person(), now, "second.example", "ask");
        seen.see(kingfishers.pupil(1).person(), now, "toms.example", "block");

        assertThat(Tenants.within(school.school(), () -> activity.refusedLately(priya)))
                .extracting(Seen::host)
                .containsExactly("second.example", "first.example");
    }

    @Test
    void countsNameNobody() {
        seen.see(kingfishers.pupil(0).person(), now, "casino.example", "block");
        seen.see(kingfishers.pupil(1).person(), now, "casino.example", "block");
        seen.see(null, now, "open.example", "allow");
        seen.see(null, now, "shut.example", "shut");

        var counts = Tenants.within(
                school.school(),
                () -> activity.counts(school.governor(), roster.today().minusDays(1), roster.today()));

        assertThat(counts.allowed()).isEqualTo(1);
        assertThat(counts.refused()).isEqualTo(3);
        assertThat(counts.byCategory()).isEqualTo(Map.of("gambling", 2L));
        assertThatThrownBy(() -> Tenants.within(
                        school.school(), () -> activity.counts(kingfishers.teacher(), roster.today(), roster.today())))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void theHeadReadsExactCountsAndTheGovernorNoneUnderFive() {
        for (int i = 0; i < 3; i++) {
            seen.see(kingfishers.pupil(0).person(), now, "casino.example", "block");
        }
        for (int i = 0; i < 7; i++) {
            seen.see(herons.pupil(i % 3).person(), now, "casino.example", "block");
        }

        assertThat(mvc.get().uri("/activity").with(Cast.as(school.head())))
                .hasStatusOk()
                .bodyText()
                .contains("10 requests were closed", "Gambling", "Kingfishers")
                .containsPattern("Kingfishers</th>\\s*<td[^>]*><span>3<")
                .doesNotContain("Priya", "Tom Ellis", "casino.example");
        assertThat(mvc.get().uri("/activity").with(Cast.as(school.governor())))
                .hasStatusOk()
                .bodyText()
                .contains("10 requests were closed", "Under 5 reads")
                .containsPattern("Kingfishers</th>\\s*<td[^>]*><span>&lt;5<")
                .containsPattern("Herons</th>\\s*<td[^>]*><span>7<")
                .doesNotContain("Priya", "Tom Ellis", "casino.example");
        assertThat(mvc.get().uri("/activity?until=not-a-day").with(Cast.as(school.governor())))
                .hasStatusOk();
        assertThat(mvc.get().uri("/activity").with(Cast.as(kingfishers.pupil(0))))
                .hasStatus(403);
    }

    @Test
    void thePageOfAClassPutsWhatWasClosedOnTopAndNamesNobodyInItsTitle() {
        openSession();
        seen.see(kingfishers.pupil(0).person(), Instant.now(), "casino.example", "block");

        var page = mvc.get()
                .uri("/online-now/" + kingfishers.id())
                .with(Cast.as(kingfishers.teacher()))
                .exchange();

        assertThat(page)
                .hasStatusOk()
                .bodyText()
                .contains("One of 3 is online", "One pupil met a closed page", "casino.example", "Priya N")
                .doesNotContainPattern("<title>[^<]*Priya");
        assertThat(mvc.get().uri("/online-now").with(Cast.as(kingfishers.teacher())))
                .hasStatus3xxRedirection();
    }

    @Test
    void withoutASessionThePageSaysWhatToDo() {
        assertThat(mvc.get().uri("/online-now/" + kingfishers.id()).with(Cast.as(kingfishers.teacher())))
                .hasStatusOk()
                .bodyText()
                .contains("No time online is open for this class");
    }
}
