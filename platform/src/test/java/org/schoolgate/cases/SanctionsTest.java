package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.Access;
import org.schoolgate.access.Holds;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.SanctionLetter.Proof;
import org.schoolgate.cases.Sanctions.Telling;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.Source;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.MockMvc;

/** What was decided about a child: who knows of it, what their parents hear, and that it comes back. */
@PageTest
class SanctionsTest {
    private final Staffed staffed;
    private final Cases cases;
    private final Sanctions sanctions;
    private final Holds holds;
    private final Access access;
    private final People people;
    private final Guardianships guardianships;
    private final Roster roster;
    private final MockMvc mvc;
    private final Actor.Somebody dan;
    private final Actor.Somebody ann;

    SanctionsTest(
            Cast cast,
            Cases cases,
            Sanctions sanctions,
            Holds holds,
            Access access,
            People people,
            Guardianships guardianships,
            Roster roster,
            MockMvc mvc) {
        this.staffed = Staffed.of(cast, people, roster);
        this.cases = cases;
        this.sanctions = sanctions;
        this.holds = holds;
        this.access = access;
        this.people = people;
        this.guardianships = guardianships;
        this.roster = roster;
        this.mvc = mvc;
        this.dan = Tenants.within(staffed.school().school(), () -> parent("Dan", 1, Caution.NONE));
        this.ann = Tenants.within(staffed.school().school(), () -> parent("Ann", 2, Caution.COURT_ORDER));
    }

    private Actor.Somebody parent(String given, int order, Caution caution) {
        var office = new Actor.Schoolgate(staffed.school().school(), "The office");
        var day = AcademicYear.of(roster.today()).firstDay();
        var id = people.join(
                office,
                NewPerson.called("", given, "Ellis", given.toLowerCase(Locale.ROOT) + "@home.example"),
                Role.PARENT,
                day);
        guardianships.put(
                office,
                staffed.tom().person(),
                id,
                new GuardianFacts(Relation.FATHER, Responsibility.HELD, order, null, caution, ""),
                Source.HAND,
                day);
        return new Actor.Somebody(staffed.school().school(), id, given + " Ellis", Set.of(Role.PARENT), null);
    }

    private Sanctions.Shown decided(Map<String, String> more) {
        var coordinator = staffed.coordinator();
        var id = misuse();
        go(id, "pupil-rule", Map.of("answer", "behaviour"));
        go(id, "sanction", more);
        var lists = sanctions.all(coordinator);
        return lists.ahead().isEmpty() ? lists.over().getFirst() : lists.ahead().getFirst();
    }

    /** What Tom did, as far as which rule he broke. */
    private CaseId misuse() {
        var coordinator = staffed.coordinator();
        var id = ((Opening.Opened) cases.open(coordinator, "misuse-seen", null))
                .file()
                .id();
        cases.addPerson(coordinator, id, staffed.tom().person(), Part.INSTIGATOR);
        go(
                id,
                "what",
                Map.of(
                        "account",
                        "tellis",
                        "at",
                        "2026-11-19T09:00:00Z",
                        "place",
                        "outside school",
                        "evidence",
                        "A game"));
        go(id, "told", Map.of("at", "2026-11-19T09:40:00Z", "how", "in person"));
        go(id, "who", Map.of("answer", "pupil"));
        return id;
    }

    /** By the teacher of both children. */
    private void told(CaseId id, String step) {
        assertThat(cases.answer(staffed.teacher(), id, 1, step, CaseDesk.TOLD, null))
                .as(step)
                .isInstanceOf(Saying.WentOn.class);
    }

    private void go(CaseId id, String step, Map<String, String> said) {
        go(id, step, said, staffed.tom());
    }

    private void go(CaseId id, String step, Map<String, String> said, Actor.Somebody about) {
        assertThat(cases.answer(staffed.coordinator(), id, 1, step, said, about.person()))
                .as(step)
                .isInstanceOf(Saying.WentOn.class);
    }

    private Map<String, String> gamesOff() {
        var said = new HashMap<>(Map.of("rung", "program or machine off", "what", "games"));
        said.put("until", roster.today().plusDays(3).toString());
        return said;
    }

    @Test
    @Keeps("INC-16")
    void whatWasDecidedIsKeptWithWhatTheChildHadSignedAlsoForAnActOutsideSchool() {
        staffed.school().within(() -> {
            var shown = decided(gamesOff());

            assertThat(shown.sanction().person()).isEqualTo(staffed.tom().person());
            assertThat(shown.sanction().byName()).isEqualTo("Miss Farrow");
            assertThat(shown.sanction().signed()).as("Tom has signed nothing").isNull();
            assertThat(shown.effect()).isEqualTo("Games");
            assertThat(shown.number()).isNotNull();
            assertThat(shown.isAhead()).isTrue();
        });
    }

    @Test
    @Keeps("INC-33")
    void whoeverEncouragedItIsOnTheCaseAndGoesWithoutBesideWhoeverDidIt() {
        staffed.school().within(() -> {
            var id = misuse();
            go(id, "pupil-rule", Map.of("answer", "incited"));
            go(id, "encouraged", Map.of("answer", "pupil"));
            go(id, "encouraged-how", Map.of("who", "Priya", "how", "She told him which page to open"));
            cases.addPerson(staffed.coordinator(), id, staffed.priya().person(), Part.INSTIGATOR);
            go(id, "encouraged-sanction", gamesOff(), staffed.priya());
            go(id, "sanction", gamesOff());

            assertThat(sanctions.all(staffed.head()).ahead())
                    .allMatch(shown -> shown.effect().equals("Games"))
                    .extracting(shown -> shown.sanction().person())
                    .containsExactlyInAnyOrder(
                            staffed.tom().person(), staffed.priya().person());
            told(id, "parents");
            assertThat(cases.answer(staffed.coordinator(), id, 1, "close", CaseDesk.CLOSED, null))
                    .as("her parents have not heard of it")
                    .isInstanceOf(Saying.NeedsFirst.class);
            told(id, "encouraged-parents");
            go(id, "close", CaseDesk.CLOSED);
        });
    }

    @Test
    void whoKnowsOfItAndWhoReadsTheNumberOfItsCase() {
        staffed.school().within(() -> {
            var id = decided(gamesOff()).sanction().id();

            assertThat(sanctions.one(staffed.head(), id).shown().number()).isNotNull();
            assertThat(sanctions.all(staffed.teacher()).ahead())
                    .as("he teaches Tom, and the case waits for him")
                    .hasSize(1);
            assertThatThrownBy(() -> sanctions.all(staffed.technician())).isInstanceOf(Forbidden.class);
            assertThatThrownBy(() -> sanctions.all(staffed.tom())).isInstanceOf(Forbidden.class);
            var stranger = new Actor.Somebody(
                    staffed.school().school(), PersonId.random(), "Mr Reed", Set.of(Role.TEACHER), null);
            assertThat(sanctions.all(stranger).ahead()).isEmpty();
            assertThatThrownBy(() -> sanctions.one(stranger, id)).isInstanceOf(NotFound.class);
        });
    }

    @Test
    @Keeps("SAN-3")
    void parentsReadALetterOfTheirOwnAndTheSchoolHasTheProof() throws Exception {
        var id = new SanctionId[1];
        var letter = new SanctionLetter[1];
        staffed.school().within(() -> {
            id[0] = decided(gamesOff()).sanction().id();
            assertThat(sanctions.write(staffed.coordinator(), id[0], "He was honest about it."))
                    .isInstanceOf(Telling.Done.class);
            var whole = sanctions.one(staffed.coordinator(), id[0]);
            assertThat(whole.letters())
                    .as("not to whom a court order is noted for")
                    .hasSize(1);
            assertThat(whole.leftOut()).isTrue();
            letter[0] = whole.letters().getFirst();
            assertThat(letter[0].to()).isEqualTo(dan.person());
            assertThat(letter[0].byEmail()).isTrue();
            assertThat(letter[0].words())
                    .contains("Dear Dan Ellis", "Games", "It ends by itself", "He was honest about it.")
                    .doesNotContain("2026-", "tellis");
            assertThat(sanctions.write(staffed.coordinator(), id[0], ""))
                    .as("nobody is written to twice")
                    .isInstanceOf(Telling.NotLikeThat.class);
        });
        var path = "/sanction-letters/" + letter[0].id();

        assertThat(status(path, ann)).isEqualTo(404);
        assertThat(status(path, staffed.coordinator())).isEqualTo(403);
        assertThat(mvc.perform(get(path).with(Cast.as(dan)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("Dear Dan Ellis", "I have read this");
        staffed.school()
                .within(() -> assertThat(sanctions
                                .one(staffed.head(), id[0])
                                .letters()
                                .getFirst()
                                .openedAt())
                        .isNotNull());
        mvc.perform(post(path + "/read").with(Cast.as(dan))).andReturn();
        staffed.school().within(() -> {
            assertThat(sanctions.one(staffed.head(), id[0]).letters().getFirst().read())
                    .isNotNull()
                    .extracting(SanctionLetter.Read::proof)
                    .isEqualTo(Proof.SIGNED_IN);
        });
        assertThat(mvc.perform(get("/sanctions/" + id[0]).with(Cast.as(staffed.head())))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .contains("Dan Ellis", "Read on", "A court order is noted", "No agreement of theirs was in force");
    }

    private int status(String path, Actor.Somebody by) throws Exception {
        return mvc.perform(get(path).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    @Test
    @Keeps("SAN-3")
    void onlyTheSafeguardingLeadHoldsItBackAndSaysWhy() {
        staffed.school().within(() -> {
            var id = decided(Map.of("rung", "interview")).sanction().id();

            assertThatThrownBy(() -> sanctions.holdBack(staffed.coordinator(), id, "A risk at home"))
                    .isInstanceOf(Forbidden.class);
            assertThat(sanctions.holdBack(staffed.lead(), id, " ")).isInstanceOf(Telling.NotLikeThat.class);
            assertThat(sanctions.holdBack(staffed.lead(), id, "A risk at home")).isInstanceOf(Telling.Done.class);
            assertThatThrownBy(() -> sanctions.write(staffed.head(), id, "")).isInstanceOf(Forbidden.class);
            assertThat(sanctions.one(staffed.head(), id).heldBack()).isNotNull();
        });
    }

    @Test
    void aCaseLeadsToItsSanctionsAndASanctionToItsCaseForWhoeverReadsBoth() throws Exception {
        var shown = new Sanctions.Shown[1];
        staffed.school().within(() -> shown[0] = decided(gamesOff()));
        var sanction = "/sanctions/" + shown[0].sanction().id();
        var file = "/cases/" + shown[0].sanction().of();

        assertThat(page(file, staffed.coordinator())).contains("One sanction", "href=\"" + sanction + "\"");
        assertThat(page(sanction, staffed.coordinator())).contains("href=\"" + file + "\"");
    }

    @Test
    void aParentReadsOnTheirFirstPageWhatTheirChildGoesWithoutOnceTheyWereWrittenTo() throws Exception {
        var id = new SanctionId[1];
        staffed.school().within(() -> id[0] = decided(gamesOff()).sanction().id());
        assertThat(page("/", dan))
                .as("a page is not where a parent hears of it first")
                .doesNotContain("Games");

        staffed.school().within(() -> sanctions.write(staffed.coordinator(), id[0], ""));
        assertThat(page("/", dan))
                .contains(
                        "Closed for Tom at school until", ": Games. Miss Farrow decided it.", "Please ring the school")
                .contains("/sanction-letters/");
        assertThat(page("/", ann)).as("a court order is noted for her").doesNotContain("Games");
        assertThat(page("/", staffed.tom())).contains("Closed for you until", "Games");
        assertThat(page("/", staffed.priya())).doesNotContain("Games");
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        return mvc.perform(get(path).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void whatIsLiftedEarlyIsOverForEverybodyAndTheChildIsToldThatItIsBack() {
        staffed.school().within(() -> {
            var shown = decided(gamesOff());
            var hold = Objects.requireNonNull(shown.sanction().hold());
            holds.lift(staffed.head(), hold, "He put it right");

            assertThat(sanctions.all(staffed.head()).ahead()).isEmpty();
            assertThat(sanctions.all(staffed.head()).over()).hasSize(1);
            assertThat(access.givenBack(staffed.school().school(), staffed.tom().person(), Instant.now()))
                    .hasSize(1);
        });
    }
}
