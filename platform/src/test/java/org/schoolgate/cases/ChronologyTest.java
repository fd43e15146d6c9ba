package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holds;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.test.web.servlet.MockMvc;

/** All that happened around somebody, across cases: what is in it, and above all what is not. */
@PageTest
class ChronologyTest {
    private final Staffed staffed;
    private final MockMvc mvc;
    private final Cases cases;
    private final Reports reports;
    private final Holds holds;
    private final Roster roster;
    private final AuditTrail audit;
    private final PersonId priya;

    ChronologyTest(
            Cast cast,
            MockMvc mvc,
            Cases cases,
            Reports reports,
            Holds holds,
            AuditTrail audit,
            People people,
            Roster roster) {
        this.staffed = Staffed.of(cast, people, roster);
        this.mvc = mvc;
        this.cases = cases;
        this.reports = reports;
        this.holds = holds;
        this.roster = roster;
        this.audit = audit;
        this.priya = staffed.priya().person();
    }

    private String page(Actor.Somebody by, String more) throws Exception {
        var response = mvc.perform(
                        get("/people/" + priya + "/chronology" + more).with(Cast.as(by)))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isEqualTo(200);
        return withoutProof(response.getContentAsString());
    }

    /** A form's proof is made of letters by chance, which may be any name. */
    private static String withoutProof(String page) {
        return page.replaceAll("(name=\"_csrf\") value=\"[^\"]*\"", "$1");
    }

    private CaseFile open(Actor.Somebody by, String kind) {
        return Tenants.within(by.school(), () -> ((Opening.Opened) cases.open(by, kind, null)).file());
    }

    private void put(Actor.Somebody by, CaseFile on, PersonId who, Part part) {
        Tenants.within(by.school(), () -> cases.addPerson(by, on.id(), who, part));
    }

    private void note(Actor.Somebody by, CaseFile on, Instant happened, String fact) {
        var boxes = new CaseNote.Boxes(fact, "", "", "", "", "");
        assertThat(Tenants.within(by.school(), () -> cases.note(by, on.id(), happened, boxes, null)))
                .isInstanceOf(Noting.Kept.class);
    }

    @Test
    @Keeps("SGD-11")
    void aSealedCaseLeavesNeitherALineNorAGapNorANumberForWhoeverDoesNotReadIt() throws Exception {
        var open = open(staffed.coordinator(), "misuse-seen");
        put(staffed.coordinator(), open, priya, Part.VICTIM);
        var before = page(staffed.coordinator(), "");

        var sealed = open(staffed.lead(), "concerning-image");
        put(staffed.lead(), sealed, priya, Part.VICTIM);
        note(staffed.lead(), sealed, Instant.now(), "The lead alone knows this.");

        assertThat(page(staffed.coordinator(), "")).isEqualTo(before);
        assertThat(page(staffed.lead(), ""))
                .contains("The lead alone knows this.", "Case " + sealed.number(), "Case " + open.number());
    }

    @Test
    void anotherPupilOnTheCaseIsNotNamedInIt() throws Exception {
        var open = open(staffed.coordinator(), "misuse-seen");
        put(staffed.coordinator(), open, priya, Part.VICTIM);
        put(staffed.coordinator(), open, staffed.tom().person(), Part.INSTIGATOR);
        note(staffed.coordinator(), open, Instant.now(), "Tom Ellis pushed Priya, and TOM’s friend saw Ellis do it.");

        assertThat(page(staffed.coordinator(), ""))
                .contains("another pupil pushed Priya, and another pupil’s friend saw another pupil do it.")
                .doesNotContainPattern("(?i)\\bTom\\b")
                .doesNotContainPattern("(?i)\\bEllis\\b");
    }

    @Test
    void whomACaseIsAboutReadsNothingOfItInTheChronologyOfAnybody() throws Exception {
        var nothing = page(staffed.senior(), "");
        var open = open(staffed.coordinator(), "misuse-seen");
        put(staffed.coordinator(), open, priya, Part.VICTIM);
        put(staffed.coordinator(), open, staffed.senior().person(), Part.INSTIGATOR);

        assertThat(page(staffed.senior(), "")).isEqualTo(nothing);
    }

    @Test
    void itGoesByWhenItHappenedAndSaysWhenItWasWritten() throws Exception {
        var open = open(staffed.coordinator(), "misuse-seen");
        put(staffed.coordinator(), open, priya, Part.VICTIM);
        var now = Instant.now();
        note(staffed.coordinator(), open, now.minus(Duration.ofHours(1)), "The second thing.");
        note(staffed.coordinator(), open, now.minus(Duration.ofDays(40)), "The first thing, written last.");

        var page = page(staffed.coordinator(), "");
        assertThat(page.indexOf("The first thing, written last.")).isGreaterThan(page.indexOf("The second thing."));
        assertThat(page).contains("Miss Farrow, written on ");
    }

    @Test
    void whatAChildToldStandsThereForWhoeverHearsIt() throws Exception {
        Tenants.within(
                staffed.priya().school(),
                () -> reports.tell(staffed.priya(), Matter.FEELS_WORRIED, "Zac took my tablet", null, false));

        assertThat(page(staffed.coordinator(), "?kind=told"))
                .contains("They told: I feel worried")
                .doesNotContain("Zac");
        assertThat(page(staffed.chair(), "")).doesNotContain("They told");
    }

    @Test
    void whatWasHeldOfTheirAccessStandsThereForWhoeverMaySeeItAndNeverGivesACaseAway() throws Exception {
        var known = new Holds.Wish(priya, HoldKind.PASSWORD_KNOWN, null, null, "A friend knows it.");
        Tenants.within(staffed.head().school(), () -> holds.place(staffed.head(), known));
        assertThat(page(staffed.coordinator(), "?kind=access")).contains("Access was held", "A friend knows it.");
        assertThat(page(staffed.chair(), "")).doesNotContain("A friend knows it.");

        var before = page(staffed.coordinator(), "");
        var sealed = open(staffed.lead(), "concerning-image");
        put(staffed.lead(), sealed, priya, Part.INSTIGATOR);
        var looking = new Holds.Wish(priya, HoldKind.INVESTIGATION, null, null, "Case " + sealed.number());
        Tenants.within(staffed.head().school(), () -> holds.place(staffed.lead(), looking));
        assertThat(page(staffed.coordinator(), "")).isEqualTo(before);
        assertThat(page(staffed.lead(), "?kind=access")).contains("Case " + sealed.number());
    }

    @Test
    void aSanctionOfACaseStandsThereOnceAndOfACaseThatIsNotReadNotAtAll() throws Exception {
        var file = open(staffed.coordinator(), "misuse-seen");
        put(staffed.coordinator(), file, priya, Part.INSTIGATOR);
        var off = Map.of("rung", "access off", "reason", "Twice in a week");
        Tenants.within(staffed.head().school(), () -> {
            say(
                    file,
                    "what",
                    Map.of("account", "p", "at", "2026-11-19T09:00:00Z", "place", "in school", "evidence", "A game"));
            say(file, "told", Map.of("at", "2026-11-19T09:40:00Z", "how", "in person"));
            say(file, "who", Map.of("answer", "pupil"));
            say(file, "pupil-rule", Map.of("answer", "behaviour"));
            var until = roster.today().plusDays(3).toString();
            var said = new HashMap<>(off);
            said.put("until", until);
            assertThat(cases.answer(staffed.coordinator(), file.id(), 1, "sanction", said, priya))
                    .isInstanceOf(Saying.WentOn.class);
        });
        assertThat(page(staffed.coordinator(), "?kind=access")).doesNotContain("Access was held");
        assertThat(page(staffed.coordinator(), "?kind=sanction")).contains("Twice in a week");
        assertThat(page(staffed.chair(), "")).doesNotContain("Twice in a week", "Access was held");
    }

    private void say(CaseFile file, String step, Map<String, String> said) {
        assertThat(cases.answer(staffed.coordinator(), file.id(), 1, step, said, null))
                .as(step)
                .isInstanceOf(Saying.WentOn.class);
    }

    @Test
    void thePageOfAPersonLeadsToItForThoseWhoMayLook() throws Exception {
        var link = "/people/" + priya + "/chronology";
        assertThat(person(staffed.lead())).contains(link);
        assertThat(person(staffed.teacher())).contains("Priya").doesNotContain(link);
    }

    private String person(Actor.Somebody by) throws Exception {
        return mvc.perform(get("/people/" + priya).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void itIsNarrowedToAKindAndATime() throws Exception {
        var open = open(staffed.coordinator(), "misuse-seen");
        put(staffed.coordinator(), open, priya, Part.VICTIM);
        note(staffed.coordinator(), open, Instant.parse("2026-09-03T10:00:00Z"), "In September.");

        assertThat(page(staffed.coordinator(), "?kind=note"))
                .contains("In September.")
                .doesNotContain("A case was opened");
        assertThat(page(staffed.coordinator(), "?from=2026-09-03&until=2026-09-03"))
                .contains("In September.")
                .doesNotContain("A case was opened");
        assertThat(page(staffed.coordinator(), "?from=2026-09-04")).doesNotContain("In September.");
        assertThat(page(staffed.coordinator(), "?from=yesterday&kind=")).contains("In September.", "A case was opened");
    }

    @Test
    void whoLookedIsOnTheRecordWithTheNameThatTheyLookedAt() throws Exception {
        page(staffed.lead(), "");

        var entries = Tenants.within(
                staffed.head().school(),
                () -> audit.newest(staffed.head(), "case.chronology-read", Long.MAX_VALUE, 10));
        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.actor()).isEqualTo(staffed.lead().person());
            assertThat(entry.facts().orElseThrow()).containsEntry("name", "Priya Nair");
        });
    }

    @Test
    void whatWasWrittenSinceTheLastLookIsMarkedForAsLongAsTheLookLasts() throws Exception {
        var open = open(staffed.coordinator(), "misuse-seen");
        put(staffed.coordinator(), open, priya, Part.VICTIM);
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        assertThat(page(staffed.lead(), "")).doesNotContain("You last looked");
        var later = now.plus(Duration.ofHours(5));
        TestClock.at(later, () -> note(staffed.coordinator(), open, now, "New to the lead."));

        for (var minutes : new int[] {1, 40}) {
            var page = TestClock.at(later.plus(Duration.ofMinutes(minutes)), () -> page(staffed.lead(), "?show=new"));
            assertThat(page)
                    .as("after %d minutes", minutes)
                    .contains("One thing was written since.", "New to the lead.")
                    .doesNotContain("A case was opened");
        }
        assertThat(TestClock.at(later.plus(Duration.ofHours(3)), () -> page(staffed.lead(), "")))
                .contains("Nothing was written since.");
    }
}
