package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * The main job, in the built program, through the real proxy: a child and a parent sign, the web opens, filtered by age; the
 * child tells, and the lead hears; the parent takes it back, and the web closes. All sites of this journey are http.
 */
@ExtendWith(Stage.Sharing.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignedAgreementOpensTheWebTest {
    private final Stage stage;

    SignedAgreementOpensTheWebTest(Stage stage) {
        this.stage = stage;
    }

    @Test
    @Order(1)
    @Keeps({"AGR-4", "ACC-22"})
    void whoHasNotSignedIsLedToTheAgreement() throws Exception {
        var answer = stage.asked("Joe Marsh", "http://animal-facts.example/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.to()).endsWith("/agreement-needed");
    }

    @Test
    @Order(2)
    @Keeps({"AGR-6", "AGR-19"})
    void theChildSigns() {
        var page = stage.atDesk("Joe Marsh");
        page.navigate(stage.at("/"));
        Browser.look(page, "ks2-home-not-yet-desk");
        page.navigate(stage.at("/agreements/mine"));
        Browser.look(page, "ks2-agreement-start-desk");
        stage.sign(page, "Joe Marsh", "ks2");
        page.context().close();
    }

    @Test
    @Order(3)
    @Keeps({"AGR-3", "AGR-22"})
    void theParentSignsOnAPhoneByTheirOwnLinkAndTheWebOpens() throws Exception {
        var page = stage.asParent("lena.marsh@families.example");
        Browser.look(page, "parent-start-phone");
        stage.sign(page, "Lena Marsh", "parent");

        assertThat(stage.within(Stage.AT_ONCE, "Joe Marsh", "http://animal-facts.example/", 200))
                .contains("otter");
        page.context().close();
    }

    @Test
    @Order(4)
    @Keeps({"FIL-1", "FIL-21"})
    void whatIsNotForThatAgeIsClosedInWordsForThatAge() throws Exception {
        var page = stage.behindTheGateway("Joe Marsh");
        page.navigate("http://casino.example/");
        assertThat(page.locator("h1")).hasText("This page is closed at school");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/ks2-block-desk.png")));
        page.context().close();

        assertThat(stage.asked("Mr Hale", "http://casino.example/").body()).contains("is blocked for you");
        assertThat(stage.asked("Mr Hale", "http://news.example/").status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    @Keeps({"INC-1", "INC-2"})
    void theChildTellsAndTheLeadHasIt() {
        var child = stage.atDesk("Joe Marsh");
        child.navigate(stage.at("/tell"));
        Browser.look(child, "ks2-tell-desk");
        child.getByLabel("What happened?").fill("Somebody in a game asked where I live");
        child.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(child.locator("h1")).containsText("We told");
        Browser.look(child, "ks2-told-desk");
        child.context().close();

        var lead = stage.atDesk("Ms Okafor");
        lead.navigate(stage.at("/"));
        Browser.look(lead, "lead-home-desk");
        var told = stage.reportsThatSay(lead, "Somebody in a game asked where I live");
        assertThat(told).hasSize(1);
        lead.navigate(stage.at(told.getFirst()));
        Browser.look(lead, "lead-report-desk");
        lead.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I have this"))
                .click();
        assertThat(lead.locator("main")).containsText("You have it");
        lead.context().close();
    }

    @Test
    @Order(6)
    @Keeps("AGR-22")
    void aParentWhoTakesItBackClosesTheWebAtOnce() throws Exception {
        var page = stage.asParent("lena.marsh@families.example");
        page.locator("main a[href*='/agreements/mine/']").first().click();
        page.locator("a[href$='/no']").first().click();
        Browser.look(page, "parent-no-phone");
        page.locator("form:has(input[value=KS2]) button").click();

        assertThat(stage.within(Stage.AT_ONCE, "Joe Marsh", "http://animal-facts.example/", 403))
                .contains("A grown-up at home changed their mind for now.", "You did nothing wrong.");
        page.context().close();
    }

    @Test
    @Order(7)
    void pagesOfStaffAreForEverybody() {
        var page = stage.atDesk("Mr Hale");
        page.navigate(stage.at("/"));
        Browser.look(page, "teacher-home-desk");
        page.locator("a[href$='/today']").first().click();
        Browser.look(page, "teacher-class-today-desk");
        page.context().close();

        var head = stage.atDesk("Mrs Lindqvist");
        for (var path : new String[] {"/", "/register", "/agreements/rounds", "/settings", "/record"}) {
            head.navigate(stage.at(path));
            Browser.look(head, "head" + (path.equals("/") ? "-home" : path.replace('/', '-')) + "-desk");
        }
        head.context().close();
    }
}
