package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The form in which adults tell, as somebody uses it who has no script. */
@PageTest
class StatementPagesTest {
    private static final Pattern DRAFT = Pattern.compile("name=\"draft\" value=\"([0-9a-f-]{36})\"");

    private final Cast cast;
    private final People people;
    private final Roster roster;
    private final MockMvcTester mvc;

    StatementPagesTest(Cast cast, People people, Roster roster, MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.roster = roster;
        this.mvc = mvc;
    }

    private Staffed staffed() {
        return Staffed.of(cast, people, roster);
    }

    private String page(Actor by, String path) throws Exception {
        return mvc.get().uri(path).with(Cast.as(by)).exchange().getResponse().getContentAsString();
    }

    private static String draft(String page) {
        var found = DRAFT.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    @Test
    void aDraftIsKeptFoundAgainAndSentWithoutAScript() throws Exception {
        var at = staffed();
        var draft = draft(page(at.teacher(), "/report"));
        assertThat(mvc.post()
                        .uri("/report/drafts")
                        .param("draft", draft)
                        .param("matter", "ABOUT_A_CHILD")
                        .param("words", "He said that")
                        .with(Cast.as(at.teacher())))
                .hasRedirectedUrl("/report/drafts/" + draft);

        assertThat(page(at.teacher(), "/report")).contains("One report is not sent yet", "He said that");
        assertThat(page(at.teacher(), "/report/drafts/" + draft)).contains(">He said that</textarea>");
        var sent = mvc.post()
                .uri("/report")
                .param("draft", draft)
                .param("matter", "ABOUT_A_CHILD")
                .param("words", "He said that, and left")
                .with(Cast.as(at.teacher()))
                .exchange();
        assertThat(sent).hasRedirectedUrl("/tell/" + draft);
        assertThat(page(at.teacher(), "/report")).doesNotContain("not sent yet");
    }

    @Test
    void peopleAreFoundAddedAndTakenOffWithoutAScript() throws Exception {
        var at = staffed();
        var draft = draft(page(at.teacher(), "/report"));
        var path = "/report/drafts/" + draft;
        assertThat(mvc.post()
                        .uri("/report/drafts")
                        .param("draft", draft)
                        .param("words", "He said that")
                        .param("who", "Tom")
                        .param("look", "true")
                        .with(Cast.as(at.teacher())))
                .hasRedirectedUrl(path + "?look=true#people");
        assertThat(page(at.teacher(), path + "?look=true"))
                .contains("One name fits", "name=\"add\" value=\"" + at.tom().person() + "\"");

        mvc.post()
                .uri("/report/drafts")
                .param("draft", draft)
                .param("words", "He said that")
                .param("who", "Tom")
                .param("add", at.tom().person().toString())
                .with(Cast.as(at.teacher()))
                .exchange();
        assertThat(page(at.teacher(), path)).contains("As what is Tom Ellis part of it?");

        mvc.post()
                .uri("/report/drafts")
                .param("draft", draft)
                .param("words", "He said that")
                .param("person", at.tom().person().toString(), "")
                .param("name", "Tom Ellis", "A boy")
                .param("part", "NOT_ON_IT", "WITNESS")
                .with(Cast.as(at.teacher()))
                .exchange();
        assertThat(page(at.teacher(), path))
                .contains("As what is A boy part of it?")
                .doesNotContain("Tom Ellis");
    }

    @Test
    void aNameThatWasOnlyTypedIsNotLost() throws Exception {
        var at = staffed();
        var sent = mvc.post()
                .uri("/report")
                .param("matter", "ABOUT_A_CHILD")
                .param("words", "He said that")
                .param("who", "A boy from the park")
                .with(Cast.as(at.teacher()))
                .exchange();
        var id = Objects.requireNonNull(sent.getResponse().getRedirectedUrl()).replace("/tell/", "");

        assertThat(page(at.lead(), "/reports/" + id)).contains("A boy from the park (from outside)");
    }

    @Test
    void whatIsWrongIsSaidBesideItAndAllThatWasTypedStands() {
        var at = staffed();
        assertThat(mvc.post()
                        .uri("/report")
                        .param("matter", "MISUSE")
                        .param("words", "He was on her account")
                        .param("happened", "yesterday")
                        .param("concern", "He may do it again")
                        .with(Cast.as(at.teacher())))
                .hasStatus(422)
                .bodyText()
                .contains("<a href=\"#happened\">Write a day and a time")
                .contains(">He was on her account</textarea>", "value=\"yesterday\"", ">He may do it again</textarea>");
    }

    @Test
    @Keeps({"INC-18", "INC-20"})
    void thePageSaysWhatIsWithoutBlameAndWhatIsToBeShownToNobody() throws Exception {
        assertThat(page(staffed().teacher(), "/report"))
                .contains("Nobody is blamed for telling this.")
                .contains("Do not try it again, and show nobody how it is done.");
    }

    @Test
    void familiesHaveNoWayToLookPeopleUp() throws Exception {
        var at = staffed();
        assertThat(page(at.teacher(), "/report")).contains("Find at school");
        var parent = at.school().parent();
        var draft = draft(page(parent, "/report"));
        assertThat(page(parent, "/report")).doesNotContain("Find at school").contains("Add as written");
        mvc.post()
                .uri("/report/drafts")
                .param("draft", draft)
                .param("who", "Tom")
                .param("add", at.tom().person().toString())
                .with(Cast.as(parent))
                .exchange();
        assertThat(page(parent, "/report/drafts/" + draft + "?look=true")).doesNotContain("Tom Ellis");
    }

    @Test
    void theKindOfCaseIsChosenAlreadyWhereOneFollows() throws Exception {
        var at = staffed();
        var sent = mvc.post()
                .uri("/report")
                .param("matter", "CYBER_BULLYING")
                .param("words", "Every evening")
                .with(Cast.as(at.teacher()))
                .exchange();
        var id = Objects.requireNonNull(sent.getResponse().getRedirectedUrl()).replace("/tell/", "");

        assertThat(page(at.lead(), "/reports/" + id)).contains("/cases/new?report=" + id + "&amp;kind=bullying");
        assertThat(page(at.lead(), "/cases/new?report=" + id + "&kind=bullying"))
                .containsPattern("value=\"bullying\" checked");
    }

    @Test
    @Keeps("INC-24")
    void thePageThatThanksNamesThoseWhoReadItAndNobodyElse() throws Exception {
        var at = staffed();
        var sent = mvc.post()
                .uri("/report")
                .param("matter", "ABOUT_THE_HEAD")
                .param("words", "Something that she did")
                .with(Cast.as(at.teacher()))
                .exchange();

        assertThat(page(at.teacher(), Objects.requireNonNull(sent.getResponse().getRedirectedUrl())))
                .contains("These people read it: Mr Lowe.");
    }
}
