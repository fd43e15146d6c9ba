package org.schoolgate.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.audit.AuditEntry;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.gateways.ProxyTokens;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Directory;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;

@PageTest
class LookUpsTest {
    private final Cast cast;
    private final Greenfield school;
    private final Classroom kingfishers;
    private final SeenThings seen;
    private final LookUps lookUps;
    private final ProxyTokens tokens;
    private final AuditTrail audit;
    private final Settings settings;
    private final People people;
    private final Roster roster;
    private final Instant now;

    LookUpsTest(
            Cast cast,
            People people,
            Roster roster,
            EventIntake intake,
            Pseudonyms pseudonyms,
            LookUps lookUps,
            ProxyTokens tokens,
            AuditTrail audit,
            Settings settings,
            Clock clock) {
        this.cast = cast;
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        this.seen = new SeenThings(intake, pseudonyms, school.school());
        this.lookUps = lookUps;
        this.tokens = tokens;
        this.audit = audit;
        this.settings = settings;
        this.people = people;
        this.roster = roster;
        this.now = clock.instant();
    }

    private LookUps.Wish wish(Subject subject) {
        return new LookUps.Wish(
                Purpose.COMPLIANCE,
                "Report 12: a page that frightened somebody",
                subject,
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofMinutes(1)));
    }

    private LookUps.Asking ask(Actor.Somebody actor, Subject subject) {
        return Tenants.within(school.school(), () -> lookUps.ask(actor, wish(subject)));
    }

    private LookUpId open(Actor.Somebody actor, Subject subject) {
        return ((LookUps.Asking.Open) ask(actor, subject)).lookUp().id();
    }

    private LookUps.Reading read(Actor.Somebody actor, LookUpId id) {
        return Tenants.within(school.school(), () -> lookUps.read(actor, id, null));
    }

    private List<AuditEntry> record(String kind) {
        return Tenants.within(school.school(), () -> audit.newest(school.head(), kind, Long.MAX_VALUE, 50));
    }

    private Actor.Somebody onTheRoll(String name, Role role) {
        var office = new Actor.Schoolgate(school.school(), "The office");
        var id = Tenants.within(
                school.school(),
                () -> people.join(
                        office,
                        NewPerson.called(
                                "Ms", "", name, name.toLowerCase(java.util.Locale.ROOT) + "@greenfield.example"),
                        role,
                        roster.today()));
        return new Actor.Somebody(school.school(), id, "Ms " + name, Set.of(role), null);
    }

    @Test
    @Keeps({"MON-3", "MON-13"})
    void aPupilsBrowsingIsShownForAPurposeAndTheRecordHasItBeforeThePage() {
        var priya = kingfishers.pupil(0).person();
        seen.see(priya, now.minus(Duration.ofHours(2)), "maps.example", "allow");
        seen.see(priya, now.minus(Duration.ofHours(1)), "casino.example", "block");
        seen.see(kingfishers.pupil(1).person(), now, "toms.example", "allow");

        var id = open(school.coordinator(), new Subject.OfPerson(priya));

        assertThat(record("look-up.asked"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.facts().orElseThrow())
                        .containsEntry("purpose", "COMPLIANCE")
                        .containsEntry("subject", "person:" + priya)
                        .containsEntry("because", "Report 12: a page that frightened somebody"));
        assertThat(record("look-up.read")).isEmpty();

        var shown = (LookUps.Reading.Shown) read(school.coordinator(), id);

        assertThat(shown.subject()).isEqualTo("Priya Nair");
        assertThat(shown.lines())
                .extracting(line -> line.seen().host())
                .containsExactly("casino.example", "maps.example");
        assertThat(record("look-up.read")).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(school.coordinator().person());
            assertThat(entry.facts().orElseThrow()).containsEntry("lines", "2");
        });
    }

    @Test
    @Keeps("FIL-23")
    void aLineNamesTheDeviceWhoseTokenItWas() {
        var priya = kingfishers.pupil(0).person();
        var token = (ProxyTokens.Issue.Done)
                Tenants.within(school.school(), () -> tokens.issue(school.technician(), priya, "Chromebook 12"));
        var mark = java.util.HexFormat.of()
                .formatHex(Directory.hash(token.token()))
                .substring(0, 8);
        seen.see(priya, now, "maps.example", "/?q=river+nile", "allow", "10.1.2.3", "token " + mark);

        var shown = (LookUps.Reading.Shown)
                read(school.coordinator(), open(school.coordinator(), new Subject.OfPerson(priya)));

        assertThat(shown.lines()).singleElement().satisfies(line -> {
            assertThat(line.device()).isEqualTo("Chromebook 12");
            assertThat(line.seen().searchedFor()).contains("river nile");
        });
    }

    @Test
    void itEndsByItself() {
        var id = open(
                school.coordinator(), new Subject.OfPerson(kingfishers.pupil(0).person()));

        var later = TestClock.at(now.plus(Duration.ofMinutes(31)), () -> read(school.coordinator(), id));

        assertThat(later).isInstanceOf(LookUps.Reading.Over.class);
        assertThat(record("look-up.read")).isEmpty();
    }

    @Test
    @Keeps("MON-4")
    void aLookUpIsItsAskersAlone() {
        var id = open(
                school.coordinator(), new Subject.OfPerson(kingfishers.pupil(0).person()));

        assertThatThrownBy(() -> read(school.technician(), id)).isInstanceOf(NotFound.class);
        var theirs = cast.greenfield();
        assertThatThrownBy(() -> Tenants.within(theirs.school(), () -> lookUps.read(theirs.coordinator(), id, null)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void aboutAnAdultASecondPersonAgreesFirst() {
        var reed = onTheRoll("Reed", Role.TEACHER);
        seen.see(reed.person(), now, "news.example", "allow");
        var asked = (LookUps.Asking.ForASecond) ask(school.technician(), new Subject.OfPerson(reed.person()));
        var id = asked.lookUp().id();

        assertThat(read(school.technician(), id)).isInstanceOf(LookUps.Reading.Waiting.class);
        school.within(() -> {
            assertThat(lookUps.waiting(school.head())).extracting(LookUp::id).containsExactly(id);
            assertThatThrownBy(() -> lookUps.agree(school.technician(), id)).isInstanceOf(Forbidden.class);
            assertThat(lookUps.agree(school.head(), id)).isInstanceOf(LookUp.Decision.Done.class);
            assertThat(lookUps.agree(school.lead(), id)).isInstanceOf(LookUp.Decision.AlreadyDecided.class);
        });

        assertThat(((LookUps.Reading.Shown) read(school.technician(), id)).lines())
                .hasSize(1);
        assertThat(record("look-up.agreed"))
                .singleElement()
                .satisfies(entry ->
                        assertThat(entry.actor()).isEqualTo(school.head().person()));
    }

    @Test
    void nobodyIsTheirOwnSecondPersonNorThatOfALookAtThemselves() {
        var reed = onTheRoll("Reed", Role.TEACHER);
        var lead = onTheRoll("Okafor", Role.SAFEGUARDING_LEAD);
        var hers = (LookUps.Asking.ForASecond) ask(lead, new Subject.OfPerson(reed.person()));
        var aboutHer = (LookUps.Asking.ForASecond) ask(school.technician(), new Subject.OfPerson(lead.person()));

        school.within(() -> {
            assertThat(lookUps.agree(lead, hers.lookUp().id())).isInstanceOf(LookUp.Decision.NotYou.class);
            assertThat(lookUps.agree(lead, aboutHer.lookUp().id())).isInstanceOf(LookUp.Decision.NotYou.class);
            assertThat(lookUps.waiting(lead)).isEmpty();
        });
    }

    @Test
    void aLookAtTheHeadIsTheChairOfGovernorsToAgreeTo() {
        var head = onTheRoll("Lindqvist", Role.HEAD);
        var chair = onTheRoll("Lowe", Role.CHAIR_OF_GOVERNORS);
        var asked = (LookUps.Asking.ForASecond) ask(school.technician(), new Subject.OfPerson(head.person()));

        school.within(() -> {
            assertThatThrownBy(() -> lookUps.agree(school.lead(), asked.lookUp().id()))
                    .isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> lookUps.agree(school.head(), asked.lookUp().id()))
                    .isInstanceOf(Forbidden.class);
            assertThat(lookUps.agree(chair, asked.lookUp().id())).isInstanceOf(LookUp.Decision.Done.class);
        });
    }

    @Test
    void whoIsRefusedReadsWhy() {
        var reed = onTheRoll("Reed", Role.TEACHER);
        var asked = (LookUps.Asking.ForASecond) ask(school.technician(), new Subject.OfPerson(reed.person()));
        school.within(() -> lookUps.refuse(school.head(), asked.lookUp().id(), "Ask him first"));

        var reading = (LookUps.Reading.Refused)
                read(school.technician(), asked.lookUp().id());

        assertThat(((LookUp.State.Refused) reading.lookUp().state()).because()).isEqualTo("Ask him first");
        assertThat(record("look-up.not-agreed")).hasSize(1);
    }

    @Test
    @Keeps("MON-4")
    void onlyWhomTheHeadHasAuthorisedLooks() {
        var priya = new Subject.OfPerson(kingfishers.pupil(0).person());
        for (var somebody : List.of(kingfishers.teacher(), school.governor(), school.parent(), kingfishers.pupil(1))) {
            assertThatThrownBy(() -> ask(somebody, priya)).isInstanceOf(Forbidden.class);
        }

        school.within(() ->
                settings.set(school.head(), "activity.may-look-up", "safeguarding lead", "one person is enough here"));

        assertThatThrownBy(() -> ask(school.technician(), priya)).isInstanceOf(Forbidden.class);
        assertThat(ask(school.lead(), priya)).isInstanceOf(LookUps.Asking.Open.class);
        assertThat(ask(school.head(), priya)).isInstanceOf(LookUps.Asking.Open.class);
    }

    @Test
    @Keeps("MON-3")
    void withoutAReasonOrForTooLongATimeNothingIsAsked() {
        var priya = new Subject.OfPerson(kingfishers.pupil(0).person());
        school.within(() -> {
            assertThat(lookUps.ask(
                            school.head(), new LookUps.Wish(Purpose.CRIME, " ", priya, now.minusSeconds(60), now)))
                    .isInstanceOf(LookUps.Asking.NotLikeThat.class);
            assertThat(lookUps.ask(
                            school.head(),
                            new LookUps.Wish(Purpose.CRIME, "why", priya, now.minus(Duration.ofDays(40)), now)))
                    .isInstanceOf(LookUps.Asking.NotLikeThat.class);
            assertThatThrownBy(() -> lookUps.ask(school.head(), wish(new Subject.OfPerson(PersonId.random()))))
                    .isInstanceOf(NotFound.class);
        });
        assertThat(record("look-up.")).isEmpty();
    }

    @Test
    @Keeps({"MON-13", "MON-22"})
    void aSiteShowsWhoOpenedItAndAllBelowItButNamesNoAdult() {
        var reed = onTheRoll("Reed", Role.TEACHER);
        seen.see(kingfishers.pupil(0).person(), now.minusSeconds(3), "maps.example", "allow");
        seen.see(reed.person(), now.minusSeconds(2), "old.maps.example", "allow");
        seen.see(null, now.minusSeconds(1), "deep.old.maps.example", "block");
        seen.see(kingfishers.pupil(1).person(), now, "notmaps.example", "allow");

        var shown = (LookUps.Reading.Shown)
                read(school.coordinator(), open(school.coordinator(), new Subject.OfSite("maps.example")));

        assertThat(shown.lines())
                .extracting(line -> line.seen().host())
                .containsExactly("deep.old.maps.example", "old.maps.example", "maps.example");
        assertThat(shown.lines()).extracting(LookUps.Line::reader).containsExactly("", "", "Priya Nair");
        assertThat(shown.lines()).extracting(LookUps.Line::isAdult).containsExactly(false, true, false);
    }

    @Test
    @Keeps({"MON-10", "MON-25"})
    void aStationShowsWhatCameFromIt() {
        seen.see(null, now, "maps.example", "/", "block", "10.9.9.9", "shared address");
        seen.see(
                kingfishers.pupil(0).person(),
                now.plusMillis(1),
                "maps.example",
                "/",
                "allow",
                "10.9.9.9",
                "signed in");
        seen.see(null, now, "maps.example", "/", "block", "10.9.9.8", "shared address");

        var shown = (LookUps.Reading.Shown)
                read(school.technician(), open(school.technician(), new Subject.OfAddress("10.9.9.9")));

        assertThat(shown.lines()).extracting(LookUps.Line::reader).containsExactly("Priya Nair", "");
    }

    @Test
    void aLongDayIsReadInPagesThatMissNothing() {
        var priya = kingfishers.pupil(0).person();
        for (int i = 0; i < 450; i++) {
            seen.see(priya, now.minusSeconds(600 - i / 3), "host%d.example".formatted(i), "allow");
        }
        var id = open(school.coordinator(), new Subject.OfPerson(priya));

        var hosts = new java.util.TreeSet<String>();
        Instant before = null;
        int pages = 0;
        boolean more = true;
        while (more) {
            var at = before;
            var shown = (LookUps.Reading.Shown)
                    Tenants.within(school.school(), () -> lookUps.read(school.coordinator(), id, at));
            shown.lines().forEach(line -> hosts.add(line.seen().host()));
            before = shown.lines().getLast().seen().at();
            more = shown.more();
            pages++;
        }

        assertThat(hosts).hasSize(450);
        assertThat(pages).isEqualTo(3);
        assertThat(record("look-up.read")).hasSize(3);
    }

    @Test
    @Keeps("MON-4")
    void theHeadSeesWhoLookedAtWhat() {
        var id = open(
                school.coordinator(), new Subject.OfPerson(kingfishers.pupil(0).person()));
        read(school.coordinator(), id);

        school.within(() -> {
            var all = lookUps.all(school.head());
            assertThat(all).singleElement().satisfies(one -> {
                assertThat(one.askedByName()).isEqualTo("Miss Farrow");
                assertThat(one.readings()).isEqualTo(1);
            });
            assertThat(lookUps.subjects(school.school(), all)).containsEntry(id, "Priya Nair");
            assertThatThrownBy(() -> lookUps.all(school.technician())).isInstanceOf(Forbidden.class);
        });
    }
}
