package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;

@PageTest
class ReportsTest {
    private final Cast cast;
    private final Reports reports;
    private final AuditTrail audit;
    private final Messages messages;
    private final People people;
    private final Roster roster;

    ReportsTest(Cast cast, Reports reports, AuditTrail audit, Messages messages, People people, Roster roster) {
        this.cast = cast;
        this.reports = reports;
        this.audit = audit;
        this.messages = messages;
        this.people = people;
        this.roster = roster;
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
    @Keeps({"INC-24", "SGD-11"})
    void nobodyReadsItWhoIsNotToHear() {
        var school = cast.greenfield();
        school.within(() -> {
            var told = reports.tell(school.pupil(), Matter.FEELS_WORRIED, "I am worried", null, false);

            assertThat(reports.waiting(school.teacher())).isEmpty();
            assertThat(reports.waiting(school.parent())).isEmpty();
            assertThatThrownBy(() -> reports.read(school.teacher(), told.id())).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> reports.read(school.technician(), told.id()))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> reports.read(school.governor(), told.id())).isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> reports.own(school.parent(), told.id())).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps({"INC-25", "CMP-2"})
    void whatIsAboutAnAdultWhoWorksThereIsForTheHeadAlone() {
        var school = cast.greenfield();
        school.within(() -> {
            reports.tell(school.teacher(), Matter.ABOUT_SOMEBODY_WHO_WORKS_HERE, "A colleague did this", null, false);
            reports.tell(school.parent(), Matter.ABOUT_SOMEBODY_WHO_WORKS_HERE, "He wrote to Tom", null, false);

            assertThat(reports.waiting(school.head())).hasSize(2);
            assertThat(reports.waiting(school.lead())).isEmpty();
            assertThat(reports.waiting(school.coordinator())).isEmpty();
        });
    }

    @Test
    @Keeps("DAT-12")
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
    @Keeps({"INC-23", "INC-24"})
    void theLeadIsEmailedThatThereIsSomethingAndNothingOfIt() {
        var school = cast.greenfield();
        school.within(() -> {
            var lead = people.join(
                    new Actor.Schoolgate(school.school(), "The office"),
                    NewPerson.called("Ms", "Ada", "Okafor", "okafor@greenfield.example"),
                    Role.SAFEGUARDING_LEAD,
                    roster.today());
            var upset = reports.tell(school.pupil(), Matter.SAW_SOMETHING_BAD, "A man in a mask", null, false);
            var found = reports.tell(school.teacher(), Matter.ABOUT_ONLINE_SAFETY, "On tablet 4", null, false);

            assertThat(reports.waiting(school.lead())).extracting(Report::id).containsExactly(upset.id(), found.id());
            var letters = messages.outbox(school.school(), 10);
            assertThat(letters).hasSize(2).allSatisfy(letter -> {
                assertThat(letter.person()).isEqualTo(lead);
                assertThat(letter.subject() + letter.parts()).doesNotContain("Priya", "mask", "Hale", "tablet");
            });
        });
    }

    @Test
    @Keeps("SGD-11")
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
