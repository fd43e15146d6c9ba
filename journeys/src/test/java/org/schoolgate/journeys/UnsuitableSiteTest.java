package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * Journey 3, as far as the school's own part goes: a child of Key Stage 2 meets a page that no list has, tells and hides it;
 * the teacher reports it, and it is closed to every pupil at once; the co-ordinator decides, and the helpdesk gets one
 * e-mail; what the child told is a case that goes to its end. All sites of this journey are http.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(30)
class UnsuitableSiteTest {
    private static final String PAGE = "http://news.example/";
    private static final String HELPDESK = "helpdesk@authority.example";

    private final Stage stage;
    private final Casework casework;
    private String herons = "";

    UnsuitableSiteTest(Stage stage) {
        this.stage = stage;
        this.casework = new Casework(stage);
    }

    @Test
    @Order(1)
    void thePageIsOpenToEverybodyAtFirst() throws Exception {
        var lead = stage.atDesk("Ms Okafor");
        herons = stage.onlineIn(lead, "Herons");
        lead.context().close();

        assertThat(stage.asked("Priya Nair", PAGE).status()).isEqualTo(200);
        assertThat(stage.asked(herons, PAGE).status()).isEqualTo(200);

        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at("/settings/filtering.helpdesk-email"));
        head.locator("#value").fill(HELPDESK);
        head.locator("#reason").fill("The authority's helpdesk looks after the grid's list");
        head.locator("main form button").first().click();
        head.navigate(stage.at("/settings/filtering.helpdesk-email"));
        assertThat(head.locator("main")).containsText(HELPDESK);
        head.context().close();
    }

    @Test
    @Order(2)
    void theChildHidesItFromThemselvesAlone() throws Exception {
        var child = stage.signedIn(stage.behindTheGateway("Priya Nair"), "Priya Nair");
        child.navigate(PAGE);
        assertThat(child.locator("h1")).hasText("The news");
        child.navigate(stage.at("/"));
        child.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hide it"))
                .click();
        child.locator("#url").fill(PAGE);
        Browser.look(child, "ks2-hide-desk");
        child.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hide it"))
                .click();
        assertThat(child.locator("main")).containsText("It is hidden from you now. You did nothing wrong");

        stage.within(Stage.AT_ONCE, "Priya Nair", PAGE, 403);
        child.navigate(PAGE);
        assertThat(child.locator("h1")).hasText("This page is closed at school");
        Browser.look(child, "ks2-block-hidden-desk");
        assertThat(stage.asked(herons, PAGE).status()).isEqualTo(200);

        child.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tell someone"))
                .click();
        assertThat(child.locator("main")).containsText("You were at news.example");
        child.getByLabel("What happened?").fill("It showed me something horrible");
        child.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(child.locator("h1")).containsText("We told");
        child.context().close();
    }

    @Test
    @Order(3)
    @Keeps("FIL-9")
    void theTeachersReportClosesItToAllPupilsAtOnce() throws Exception {
        var teacher = stage.atDesk("Mr Hale");
        teacher.navigate(stage.at("/report-site"));
        teacher.locator("#url").fill(PAGE + "today?story=1");
        teacher.locator("#content").fill("A film of people being hurt, at ten in the morning, on the front page");
        teacher.locator("#device").fill("Room 13, laptop 4");
        Browser.look(teacher, "teacher-report-site-desk");
        teacher.locator("main form button").first().click();
        assertThat(teacher.locator("main")).containsText("news.example is closed to all pupils now");
        teacher.context().close();

        assertThat(stage.within(Stage.AT_ONCE, herons, PAGE, 403)).contains("This page is closed at school");
        assertThat(stage.asked("Mr Hale", PAGE).status())
                .as("staff can still look at it")
                .isEqualTo(200);
    }

    @Test
    @Order(4)
    void noReportClosesWhereHelpIsFound() {
        var teacher = stage.atDesk("Mr Hale");
        teacher.navigate(stage.at("/report-site"));
        teacher.locator("#url").fill("https://www.childline.org.uk/");
        teacher.locator("#content").fill("A mistake of mine");
        teacher.locator("main form button").first().click();
        assertThat(teacher.locator("main")).containsText("The site stays open until then.");
        teacher.context().close();
    }

    @Test
    @Order(5)
    @Keeps("FIL-8")
    void theCoordinatorDecidesAndTheHelpdeskGetsOneLetter() throws Exception {
        var coordinator = stage.atDesk("Miss Farrow");
        coordinator.navigate(stage.at("/site-reports"));
        Browser.look(coordinator, "osc-site-reports-desk");
        coordinator
                .locator("main li", new Page.LocatorOptions().setHasText("Mr Hale"))
                .filter(new Locator.FilterOptions().setHasText("news.example"))
                .locator("a")
                .first()
                .click();
        assertThat(coordinator.locator("main"))
                .containsText("A film of people being hurt, at ten in the morning, on the front page");
        assertThat(coordinator.locator("main")).containsText("Room 13, laptop 4");
        Browser.look(coordinator, "osc-site-report-desk");
        coordinator.locator("#reason").fill("It is not for children");
        coordinator
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep shut"))
                .click();
        assertThat(coordinator.locator("main")).containsText("keeps it shut: “It is not for children”");
        assertThat(coordinator.locator("main")).containsText("to " + HELPDESK);

        coordinator.navigate(stage.at("/outbox"));
        var letters = coordinator.locator("tr", new Page.LocatorOptions().setHasText(HELPDESK));
        assertThat(letters).hasCount(1);
        letters.locator("a").click();
        assertThat(coordinator.locator("main")).containsText("news.example/today?story=1");
        assertThat(coordinator.locator("main")).containsText("A film of people being hurt");
        assertThat(coordinator.locator("main")).containsText("It is not for children");
        coordinator.context().close();

        assertThat(stage.asked(herons, PAGE).status()).isEqualTo(403);
        assertThat(stage.asked("Mr Hale", PAGE).status()).isEqualTo(200);
    }

    @Test
    @Order(6)
    void theAnswerOfTheHelpdeskIsKeptWithIt() {
        var coordinator = stage.atDesk("Miss Farrow");
        coordinator.navigate(stage.at("/site-reports"));
        coordinator
                .locator("main li", new Page.LocatorOptions().setHasText("Mr Hale"))
                .filter(new Locator.FilterOptions().setHasText("news.example"))
                .locator("a")
                .first()
                .click();
        coordinator.locator("#reference").fill("LA-2291");
        coordinator.locator("#answer").fill("Put on the grid's list");
        coordinator
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep the answer"))
                .click();
        assertThat(coordinator.locator("main")).containsText("LA-2291 Put on the grid's list");
        coordinator.context().close();
    }

    @Test
    @Order(7)
    void whatTheChildToldIsACaseThatEndsWithTheReply() {
        var coordinator = stage.atDesk("Miss Farrow");
        var path = casework.open(coordinator, "unsuitable-site", "It showed me something horrible");
        assertThat(coordinator.locator("#people")).containsText("Priya Nair");
        casework.step(
                coordinator,
                "site",
                Map.of(
                        "site",
                        "news.example",
                        "at",
                        casework.minutesAgo(20),
                        "what",
                        "A film of people being hurt",
                        "child-saw",
                        "yes"));
        casework.step(coordinator, "look", Map.of("answer", "unsuitable"));

        var technician = stage.atDesk("Mr Price");
        technician.navigate(stage.at(path));
        casework.step(technician, "block", Map.of("note", "Closed, and tried from a pupil’s tablet"));
        assertThat(casework.status(technician, path)).as("their step is done").isEqualTo(404);

        for (var step : List.of("helpdesk", "provider")) {
            coordinator.navigate(stage.at(path + "?step=1." + step));
            casework.step(coordinator, step, Map.of("spoken-to", "The helpdesk", "reference", "LA-2291"));
        }
        casework.step(coordinator, "child", Map.of("answer", "no"));
        casework.step(coordinator, "heard", Map.of("how", "in person", "note", "Priya knows that it is closed"));
        casework.step(coordinator, "close", Map.of("outcome", "It is on the grid’s list", "policy-review", "no"));
        assertThat(coordinator.locator("main")).containsText("is closed.");
        Browser.look(coordinator, "osc-case-closed-desk");
        coordinator.context().close();

        var child = stage.atDesk("Priya Nair");
        assertThat(casework.status(child, path)).isEqualTo(403);
    }
}
