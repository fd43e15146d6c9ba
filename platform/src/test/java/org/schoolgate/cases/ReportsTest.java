package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

@PageTest
class ReportsTest {
    private final Cast cast;
    private final Reports reports;
    private final AuditTrail audit;

    ReportsTest(Cast cast, Reports reports, AuditTrail audit) {
        this.cast = cast;
        this.reports = reports;
        this.audit = audit;
    }

    @Test
    @Keeps({"INC-1", "INC-2"})
    void onePressIsAReportThatTheLeadSeesUntilSomebodyHasIt() {
        var school = cast.greenfield();
        school.within(() -> {
            var told = reports.tell(school.pupil(), Matter.NOT_SAID, "", null, true);

            assertThat(reports.waiting(school.lead()))
                    .extracting(Report::id, Report::name)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(told.id(), "Priya"));
            assertThat(reports.take(school.lead(), told.id())).isEqualTo(new Taking.Yours());
            assertThat(reports.waiting(school.lead())).isEmpty();
            assertThat(reports.take(school.coordinator(), told.id()))
                    .isInstanceOfSatisfying(
                            Taking.AlreadyTaken.class,
                            taken -> assertThat(taken.by()).isEqualTo("Ms Okafor"));
        });
    }

    @Test
    void pressingAgainAndAgainIsOneReport() {
        var school = cast.greenfield();
        school.within(() -> {
            var first = reports.tell(school.pupil(), Matter.NOT_SAID, "", null, true);
            var second = reports.tell(school.pupil(), Matter.NOT_SAID, "", null, true);

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(reports.waiting(school.lead())).hasSize(1);
        });
    }

    @Test
    void whatIsWrittenIsNeverTakenForAPressAgain() {
        var school = cast.greenfield();
        school.within(() -> {
            reports.tell(school.pupil(), Matter.NOT_SAID, "", null, true);
            reports.tell(school.pupil(), Matter.NOT_SAID, "Somebody asked where I live", null, true);

            assertThat(reports.waiting(school.lead()))
                    .extracting(Report::words)
                    .containsExactly("", "Somebody asked where I live");
        });
    }

    @Test
    void whatAChildAddsStandsBesideTheFirstTellingAndChangesNothing() {
        var school = cast.greenfield();
        school.within(() -> {
            var told = reports.tell(school.pupil(), Matter.NOT_SAID, "He said a thing", null, true);
            reports.add(school.pupil(), told.id(), Matter.SOMEBODY_UNKIND, "and then another");

            var read = reports.read(school.lead(), told.id());
            assertThat(read.words()).isEqualTo("He said a thing");
            assertThat(read.latestMatter()).isEqualTo(Matter.SOMEBODY_UNKIND);
            assertThat(read.more()).extracting(Report.Addition::words).containsExactly("and then another");
        });
    }

    @Test
    @Keeps("INC-24")
    void nobodyReadsItWhoIsNotToHear() {
        var school = cast.greenfield();
        school.within(() -> {
            var told = reports.tell(school.pupil(), Matter.FEELS_WORRIED, "I am worried", null, false);

            assertThat(reports.waiting(school.teacher())).isEmpty();
            assertThat(reports.waiting(school.parent())).isEmpty();
            assertThatThrownBy(() -> reports.read(school.teacher(), told.id())).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> reports.own(school.parent(), told.id())).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("INC-25")
    void whatIsAboutAnAdultWhoWorksThereIsForTheHeadAlone() {
        var school = cast.greenfield();
        school.within(() -> {
            reports.tell(school.teacher(), Matter.ABOUT_SOMEBODY_WHO_WORKS_HERE, "A colleague did this", null, false);

            assertThat(reports.waiting(school.head())).hasSize(1);
            assertThat(reports.waiting(school.lead())).isEmpty();
            assertThat(reports.waiting(school.coordinator())).isEmpty();
        });
    }

    @Test
    void anotherSchoolsLeadFindsNothing() {
        var ours = cast.greenfield();
        var theirs = cast.greenfield();
        var told = new Report[1];
        ours.within(() -> told[0] = reports.tell(ours.pupil(), Matter.NOT_SAID, "", null, true));

        theirs.within(() -> {
            assertThat(reports.waiting(theirs.lead())).isEmpty();
            assertThatThrownBy(() -> reports.read(theirs.lead(), told[0].id())).isInstanceOf(NotFound.class);
        });
    }

    @Test
    void everyReadingIsOnTheRecord() {
        var school = cast.greenfield();
        school.within(() -> {
            var told = reports.tell(school.pupil(), Matter.NOT_SAID, "", null, true);
            reports.read(school.lead(), told.id());

            assertThat(audit.newest(school.head(), "report.", Long.MAX_VALUE, 10))
                    .extracting(entry -> entry.kind() + " by " + entry.actorName())
                    .containsExactly("report.read by Ms Okafor", "report.told by Priya");
        });
    }

    @Test
    void aVeryLongTellingIsKeptAndNotRefused() {
        var school = cast.greenfield();
        school.within(() -> {
            var told = reports.tell(school.pupil(), Matter.NOT_SAID, "very ".repeat(8_000), "http://x.example/", true);

            assertThat(reports.own(school.pupil(), told.id()).words()).hasSize(20_000);
        });
    }
}
