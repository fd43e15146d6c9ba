package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.access.Scope;
import org.schoolgate.cases.Ladder.Line;
import org.schoolgate.cases.Ladders.Changing;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Taken;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.tenancy.Tenants;
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
    private final SchoolDay day;
    private final Settings settings;
    private final Roster roster;
    private final MockMvc mvc;

    LaddersTest(
            Cast cast,
            Ladders ladders,
            Cases cases,
            Sanctions sanctions,
            SchoolDay day,
            Settings settings,
            People people,
            Roster roster,
            MockMvc mvc) {
        this.staffed = Staffed.of(cast, people, roster);
        this.ladders = ladders;
        this.cases = cases;
        this.sanctions = sanctions;
        this.day = day;
        this.settings = settings;
        this.roster = roster;
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

    @Test
    @Keeps("SAN-1")
    void aRungOfTheSchoolsOwnStandsAmongTheOthersAndIsChosenByItsTitle() throws Exception {
        var saved = mvc.perform(post("/sanctions/ladders")
                        .with(Cast.as(staffed.head()))
                        .param("audience", "KS2")
                        .param("version", "0")
                        .param("place-INTERVIEW", "1")
                        .param("words-INTERVIEW", "We sit down and talk.")
                        .param("place-PARENTS_TOLD", "3")
                        .param("words-PARENTS_TOLD", "We tell your parents.")
                        .param("own-place-1", "2")
                        .param("own-title-1", "Golden time")
                        .param("own-words-1", "You miss golden time on Friday."))
                .andReturn()
                .getResponse();
        assertThat(saved.getStatus()).as(saved.getContentAsString()).isEqualTo(302);
        assertThat(page("/sanctions/ladders?audience=KS2", staffed.head()))
                .contains("value=\"Golden time\"", "name=\"own-title-2\"");
        var file = new CaseId[1];
        staffed.school().within(() -> {
            assertThat(ladders.of(staffed.school().school(), LadderAudience.KS2).lines())
                    .containsExactly(
                            new Line(Rung.INTERVIEW, "We sit down and talk."),
                            Line.own("Golden time", "You miss golden time on Friday.", null),
                            new Line(Rung.PARENTS_TOLD, "We tell your parents."));
            file[0] = atTheSanction();
        });
        var step = "/cases/" + file[0] + "/walks/1/steps/sanction";
        var whom = staffed.tom().person().toString();
        assertThat(sent(step, Map.of("whom", whom, "rung", "own:Litter duty")))
                .as("not on it")
                .isEqualTo(422);
        assertThat(sent(step, Map.of("whom", whom, "rung", "other", "own", "Golden time", "reason", "x")))
                .as("another one is not on this ladder, whatever is sent beside it")
                .isEqualTo(422);
        assertThat(sent(step, Map.of("whom", whom, "rung", "own:Golden time"))).isEqualTo(302);
        staffed.school()
                .within(() -> assertThat(sanctions.all(staffed.coordinator()).over())
                        .singleElement()
                        .returns("Golden time", one -> one.sanction().own())
                        .returns(null, one -> one.sanction().why()));
        assertThat(page("/sanctions", staffed.coordinator())).contains("Golden time");
        assertThat(page("/cases/" + file[0], staffed.coordinator())).contains("Golden time");
    }

    @Test
    @Keeps({"SAN-1", "SAN-5"})
    void aRungOfTheSchoolsOwnTakesWhatTheLadderSaysAndNothingElseUntilItEndsByItself() throws Exception {
        var saved = mvc.perform(post("/sanctions/ladders")
                        .with(Cast.as(staffed.head()))
                        .param("audience", "KS2")
                        .param("version", "0")
                        .param("own-place-1", "1")
                        .param("own-title-1", "No games club")
                        .param("own-words-1", "Games are off for you.")
                        .param("own-takes-1", "GAMES")
                        .param("own-place-2", "2")
                        .param("own-title-2", "Offline week")
                        .param("own-words-2", "A week without the internet.")
                        .param("own-takes-2", "EVERYTHING")
                        .param("own-place-3", "3")
                        .param("own-title-3", "Golden time")
                        .param("own-words-3", "You miss golden time."))
                .andReturn()
                .getResponse();
        assertThat(saved.getStatus()).as(saved.getContentAsString()).isEqualTo(302);
        assertThat(page("/sanctions/ladders?audience=KS2", staffed.head()))
                .contains("name=\"own-takes-1\"", "value=\"GAMES\" selected", "value=\"EVERYTHING\" selected");
        var whom = staffed.tom().person().toString();
        var day = roster.today().plusDays(3).toString();
        var narrow = atTheSanctionOf();
        assertThat(page("/cases/" + narrow, staffed.coordinator()))
                .contains("Games are off for you. It takes away for a time: Games.");
        var step = "/cases/" + narrow + "/walks/1/steps/sanction";
        assertThat(sent(step, Map.of("whom", whom, "rung", "own:No games club")))
                .as("it says until when")
                .isEqualTo(422);
        assertThat(sent(step, Map.of("rung", "own:No games club", "until", day)))
                .as("and from whom")
                .isEqualTo(422);
        assertThat(sent(
                        step,
                        Map.of(
                                "whom", whom,
                                "rung", "own:No games club",
                                "what", "everything",
                                "until", day,
                                "until-time", "15:30")))
                .isEqualTo(302);
        staffed.school()
                .within(() -> assertThat(sanctions.all(staffed.coordinator()).ahead())
                        .singleElement()
                        .returns("No games club", one -> one.sanction().own())
                        .returns(
                                new Scope.Sort(Scope.Pastime.GAMES),
                                one -> Objects.requireNonNull(one.hold()).scope())
                        .returns(
                                roster.today()
                                        .plusDays(3)
                                        .atTime(15, 30)
                                        .atZone(AcademicYear.LONDON)
                                        .toInstant(),
                                one -> one.sanction().until()));

        var whole = "/cases/" + atTheSanctionOf() + "/walks/1/steps/sanction";
        assertThat(sent(whole, Map.of("whom", whom, "rung", "own:Offline week", "until", day)))
                .isEqualTo(302);
        var nothing = "/cases/" + atTheSanctionOf() + "/walks/1/steps/sanction";
        assertThat(sent(nothing, Map.of("whom", whom, "rung", "own:Golden time", "what", "games", "until", day)))
                .isEqualTo(302);
        staffed.school().within(() -> {
            assertThat(sanctions.all(staffed.coordinator()).ahead())
                    .filteredOn(one -> "Offline week".equals(one.sanction().own()))
                    .singleElement()
                    .returns(
                            new Scope.Everything(),
                            one -> Objects.requireNonNull(one.hold()).scope());
            assertThat(sanctions.all(staffed.coordinator()).over())
                    .as("the ladder says that it takes nothing, whatever is sent")
                    .singleElement()
                    .returns("Golden time", one -> one.sanction().own())
                    .returns(null, Sanctions.Shown::hold)
                    .returns(null, one -> one.sanction().until());
        });
    }

    @Test
    void aRungThatTakesSitesAsksWhichAndNobodyElsesLadderTakesAnything() throws Exception {
        staffed.school().within(() -> {
            assertThat(ladders.change(
                            staffed.head(),
                            LadderAudience.KS2,
                            0,
                            List.of(Line.own("No videos", "A site is closed.", Taken.SITES))))
                    .isInstanceOf(Changing.Changed.class);
            assertThat(ladders.change(
                            staffed.head(),
                            LadderAudience.VISITOR,
                            0,
                            List.of(Line.own("Out", "You leave.", Taken.EVERYTHING))))
                    .isInstanceOf(Changing.NotLikeThat.class);
        });
        var day = roster.today().plusDays(3).toString();
        var step = "/cases/" + atTheSanctionOf() + "/walks/1/steps/sanction";
        var whom = staffed.tom().person().toString();
        assertThat(sent(step, Map.of("whom", whom, "rung", "own:No videos", "until", day)))
                .isEqualTo(422);
        assertThat(sent(
                        step,
                        Map.of(
                                "whom", whom,
                                "rung", "own:No videos",
                                "name", "The cat films",
                                "sites", "cats.example",
                                "until", day)))
                .isEqualTo(302);
        staffed.school()
                .within(() -> assertThat(sanctions.all(staffed.coordinator()).ahead())
                        .singleElement()
                        .returns(
                                new Scope.Sites("The cat films", Set.of("cats.example")),
                                one -> Objects.requireNonNull(one.hold()).scope()));
    }

    private CaseId atTheSanctionOf() {
        return Tenants.within(staffed.school().school(), this::atTheSanction);
    }

    private int sent(String path, Map<String, String> form) throws Exception {
        var request = post(path).with(Cast.as(staffed.coordinator()));
        form.forEach(request::param);
        return mvc.perform(request).andReturn().getResponse().getStatus();
    }

    @Test
    void aRungOfTheSchoolsOwnNeedsATitleAndWords() throws Exception {
        var answer = mvc.perform(post("/sanctions/ladders")
                        .with(Cast.as(staffed.head()))
                        .param("audience", "KS2")
                        .param("version", "0")
                        .param("own-place-1", "1")
                        .param("own-place-2", "2")
                        .param("own-title-2", "Litter duty"))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString())
                .contains("Say what it is called.", "Say it in words that they understand.", "value=\"Litter duty\"");
        staffed.school()
                .within(() -> assertThat(ladders.change(
                                staffed.head(),
                                LadderAudience.KS2,
                                0,
                                List.of(
                                        Line.own("Litter duty", "You tidy up.", null),
                                        Line.own("litter duty", "Again.", null))))
                        .isInstanceOf(Changing.NotLikeThat.class));
    }

    @Test
    void whatIsForTheRestOfADayEndsWhenLessonsEndAtThisSchool() {
        var school = staffed.school().school();
        staffed.school().within(() -> {
            // a Monday in summer, and a Friday after lessons
            assertThat(day.nextEnd(school, Instant.parse("2027-06-07T08:00:00Z")))
                    .isEqualTo("2027-06-07T15:30");
            settings.set(staffed.head(), SchoolDay.LESSONS_END.key(), "14:45", "We begin early");
            assertThat(day.nextEnd(school, Instant.parse("2027-06-07T08:00:00Z")))
                    .isEqualTo("2027-06-07T14:45");
            assertThat(day.nextEnd(school, Instant.parse("2027-06-11T14:00:00Z")))
                    .isEqualTo("2027-06-14T14:45");
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
