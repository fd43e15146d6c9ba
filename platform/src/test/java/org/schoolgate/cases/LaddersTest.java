package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.Ladder.Line;
import org.schoolgate.cases.Ladders.Changing;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.MockMvc;

/** What may follow when rules are broken, at one school, for each audience. */
@PageTest
class LaddersTest {
    private final Staffed staffed;
    private final Ladders ladders;
    private final Cases cases;
    private final Sanctions sanctions;
    private final MockMvc mvc;

    LaddersTest(
            Cast cast, Ladders ladders, Cases cases, Sanctions sanctions, People people, Roster roster, MockMvc mvc) {
        this.staffed = Staffed.of(cast, people, roster);
        this.ladders = ladders;
        this.cases = cases;
        this.sanctions = sanctions;
        this.mvc = mvc;
    }

    private String page(String path, Actor.Somebody by) throws Exception {
        return mvc.perform(get(path).with(Cast.as(by)))
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    @Keeps("SAN-1")
    void everyAudienceBeginsWithALadderOfItsOwn() {
        staffed.school().within(() -> {
            var school = staffed.school().school();
            for (var audience : LadderAudience.values()) {
                var ladder = ladders.of(school, audience);
                assertThat(ladder.version()).isZero();
                assertThat(ladder.lines())
                        .isNotEmpty()
                        .allSatisfy(
                                line -> assertThat(line.words()).isNotBlank().doesNotContain("⟦"));
                assertThat(audience.possible())
                        .allSatisfy(rung ->
                                assertThat(Ladders.preset(audience, rung)).doesNotContain("⟦"));
            }
            assertThat(ladders.of(school, LadderAudience.KS1).lines().getFirst().rung())
                    .isEqualTo(Rung.STOP_AND_TALK_TO_PARENTS);
            assertThat(ladders.of(school, LadderAudience.KS2).has(Rung.DISCIPLINE))
                    .isFalse();
            assertThat(ladders.of(school, LadderAudience.STAFF).has(Rung.PARENTS_TOLD))
                    .isFalse();
        });
    }

    @Test
    @Keeps("SAN-1")
    void theHeadWritesItAnewAndASanctionIsChosenFromIt() throws Exception {
        var saved = mvc.perform(post("/sanctions/ladders")
                        .with(Cast.as(staffed.head()))
                        .param("audience", "KS2")
                        .param("version", "0")
                        .param("place-REFERRAL", "3")
                        .param("words-REFERRAL", "We ask for help outside.")
                        .param("place-INTERVIEW", "1")
                        .param("words-INTERVIEW", "We sit down and talk.")
                        .param("place-ACCESS_OFF", "")
                        .param("words-ACCESS_OFF", "Not used here."))
                .andReturn()
                .getResponse();
        assertThat(saved.getStatus()).as(saved.getContentAsString()).isEqualTo(302);
        staffed.school().within(() -> {
            var ladder = ladders.of(staffed.school().school(), LadderAudience.KS2);
            assertThat(ladder.version()).isEqualTo(1);
            assertThat(ladder.lines())
                    .containsExactly(
                            new Line(Rung.INTERVIEW, "We sit down and talk."),
                            new Line(Rung.REFERRAL, "We ask for help outside."));
            assertThat(ladders.change(staffed.head(), LadderAudience.KS2, 0, ladder.lines()))
                    .as("somebody else has changed it since")
                    .isInstanceOf(Changing.SomebodyWasFaster.class);
            assertThatThrownBy(() -> ladders.change(staffed.coordinator(), LadderAudience.KS2, 1, ladder.lines()))
                    .isInstanceOf(Forbidden.class);
            assertThat(ladders.change(staffed.head(), LadderAudience.KS2, 1, List.of(new Line(Rung.DISCIPLINE, "No"))))
                    .isInstanceOf(Changing.NotLikeThat.class);

            var id = atTheSanction();
            var tom = staffed.tom().person();
            assertThat(cases.answer(
                            staffed.coordinator(),
                            id,
                            1,
                            "sanction",
                            Map.of("rung", "access off", "until", "2030-01-01"),
                            tom))
                    .isInstanceOfSatisfying(
                            Saying.NotLikeThat.class,
                            not -> assertThat(not.problems().all()).containsOnlyKeys("rung"));
            assertThat(cases.answer(staffed.coordinator(), id, 1, "sanction", Map.of("rung", "interview"), tom))
                    .isInstanceOf(Saying.WentOn.class);
        });
    }

    @Test
    @Keeps("SAN-13")
    void somethingElseThatKeepsPeopleSafeIsWrittenFreelyAndNeedsAReason() {
        staffed.school().within(() -> {
            var id = atTheSanction();
            var tom = staffed.tom().person();
            assertThat(cases.answer(staffed.coordinator(), id, 1, "sanction", Map.of("rung", "other"), tom))
                    .isInstanceOfSatisfying(
                            Saying.NotLikeThat.class,
                            not -> assertThat(not.problems().all()).containsOnlyKeys("reason"));
            assertThat(cases.answer(
                            staffed.coordinator(),
                            id,
                            1,
                            "sanction",
                            Map.of("rung", "other", "reason", "He sits beside his teacher when they are online"),
                            tom))
                    .isInstanceOf(Saying.WentOn.class);
            assertThat(sanctions.all(staffed.coordinator()).over())
                    .extracting(one -> one.sanction().why())
                    .containsExactly("He sits beside his teacher when they are online");
        });
    }

    private CaseId atTheSanction() {
        var by = staffed.coordinator();
        var id = ((Opening.Opened) cases.open(by, "misuse-seen", null)).file().id();
        var tom = staffed.tom().person();
        cases.addPerson(by, id, tom, Part.INSTIGATOR);
        cases.answer(
                by,
                id,
                1,
                "what",
                Map.of("account", "t", "at", "2026-11-19T09:00:00Z", "place", "in school", "evidence", "A game"),
                null);
        cases.answer(by, id, 1, "told", Map.of("at", "2026-11-19T09:40:00Z", "how", "in person"), null);
        cases.answer(by, id, 1, "who", Map.of("answer", "pupil"), null);
        cases.answer(by, id, 1, "pupil-rule", Map.of("answer", "behaviour"), null);
        return id;
    }

    @Test
    @Keeps("SAN-8")
    void everybodyReadsWhatMayFollowForThemselvesInTheirWords() throws Exception {
        assertThat(page("/what-follows", staffed.tom()))
                .contains("We tell your parents.", "telling is never against the rules")
                .doesNotContain("dismissal");
        assertThat(page("/what-follows", staffed.teacher()))
                .contains("dismissal")
                .doesNotContain("your parents");
    }

    @Test
    void whatIsTypedWrongComesBackAsItWasTyped() throws Exception {
        var answer = mvc.perform(post("/sanctions/ladders")
                        .with(Cast.as(staffed.head()))
                        .param("audience", "KS2")
                        .param("version", "0")
                        .param("place-INTERVIEW", "first")
                        .param("words-INTERVIEW", "We sit down and talk."))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("A place is a number from 1 to 99, or empty.", "We sit down and talk.", "value=\"first\"");
    }
}
