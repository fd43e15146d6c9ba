package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * Journey 2, without the provider's ticket: a teacher of Year 6 plans a topic, finds a site closed and asks for it for one
 * class until the end of a day; the co-ordinator opens it and refuses another; it opens for that class alone, and closes by
 * itself at that day's midnight while nobody presses anything. The demonstration is started again for that midnight, so
 * whatever plays on the same stage plays after it. All sites of this journey are http.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(40)
class TopicUnblockTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    /** What a loaded machine may need for what takes a moment elsewhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SITE = "windrush-voices.example";
    private static final String PAGE = "http://" + SITE + "/";
    private static final String OTHER = "hate.example";
    private static final String CLASS = "Kingfishers";
    private static final String PUPIL = "Priya Nair";

    private final Stage stage;
    private final LocalDate lastDay;
    private String inAnotherClass = "";
    private String inYearOne = "";

    TopicUnblockTest(Stage stage) {
        this.stage = stage;
        this.lastDay = LocalDate.ofInstant(stage.now().plus(Duration.ofHours(1)), LONDON);
    }

    @Test
    @Order(1)
    void theTeacherFindsItClosedForTheClass() throws Exception {
        var lead = stage.atDesk("Ms Okafor");
        inAnotherClass = stage.onlineIn(lead, "Herons");
        inYearOne = stage.onlineInRobins(lead);
        lead.context().close();

        var child = stage.behindTheGateway(PUPIL);
        child.navigate(PAGE);
        assertThat(child.locator("h1")).hasText("This page is closed at school");
        Browser.look(child, "ks2-block-topic-desk");
        child.context().close();

        var teacher = stage.atDesk("Mr Hale");
        teacher.navigate(stage.at("/filter/why"));
        teacher.locator("#site").fill(PAGE);
        teacher.locator("#reader").selectOption(new SelectOption().setLabel(CLASS));
        teacher.locator("main form button").first().click();
        assertThat(teacher.locator("#trace")).hasText(SITE + " is closed for " + CLASS);
        Browser.look(teacher, "teacher-why-desk");
        teacher.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ask to open it"))
                .click();
        assertThat(teacher.locator("#sites")).hasValue(SITE);
        teacher.context().close();
    }

    @Test
    @Order(2)
    @Keeps("FIL-4")
    void theTeacherAsksAndCannotDecide() {
        var teacher = stage.atDesk("Mr Hale");
        ask(teacher, OTHER, "To talk about how it wants to make us feel");
        ask(teacher, SITE, "History: we listen to three people who came on the ship");
        Browser.look(teacher, "teacher-requests-desk");
        teacher.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title(SITE)))
                .click();
        assertThat(teacher.locator("main")).containsText("You cannot decide your own request");
        assertThat(teacher.locator("main form[action$='/decision']")).hasCount(0);
        Browser.look(teacher, "teacher-request-own-desk");

        teacher.navigate(stage.at("/requests/queue"));
        assertThat(teacher.locator("main")).not().containsText(SITE);
        teacher.context().close();
    }

    @Test
    @Order(3)
    @Keeps("APR-6")
    void theCoordinatorRefusesOneAndOpensTheOther() {
        var coordinator = stage.atDesk("Miss Farrow");
        choose(coordinator, OTHER);
        coordinator.locator("#reason").fill("It is made to hurt. Use the museum’s page about it");
        coordinator
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Refuse"))
                .click();
        assertThat(coordinator.locator("main")).containsText("Kept shut. Mr Hale reads your reason");

        choose(coordinator, SITE);
        coordinator
                .locator(".yn label", new Page.LocatorOptions().setHasText("Open"))
                .first()
                .click();
        coordinator.locator("#reason").fill("You have looked at it, and it fits the topic");
        Browser.look(coordinator, "osc-queue-desk");
        coordinator
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Record the decision"))
                .click();
        assertThat(coordinator.locator("main")).containsText("is open. Every gateway has it within a second.");
        coordinator.context().close();

        var teacher = stage.atDesk("Mr Hale");
        teacher.navigate(stage.at("/requests"));
        assertThat(request(teacher, SITE)).containsText("Miss Farrow: “You have looked at it, and it fits the topic”");
        assertThat(request(teacher, OTHER)).containsText("Not this time");
        teacher.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(title(OTHER)))
                .click();
        assertThat(teacher.locator("main")).containsText("It is made to hurt. Use the museum’s page about it");
        Browser.look(teacher, "teacher-request-refused-desk");
        teacher.context().close();
    }

    @Test
    @Order(4)
    @Keeps({"FIL-5", "APR-7"})
    void itOpensForThatClassAlone() throws Exception {
        stage.within(Stage.AT_ONCE, PUPIL, PAGE, 200);
        var child = stage.behindTheGateway(PUPIL);
        child.navigate(PAGE);
        assertThat(child.locator("h1")).hasText("Windrush voices");
        child.navigate("http://" + OTHER + "/");
        assertThat(child.locator("h1")).hasText("This page is closed at school");
        child.context().close();

        assertThat(stage.asked(inAnotherClass, PAGE).status()).isEqualTo(403);
        assertThat(stage.asked(inAnotherClass, "http://animal-facts.example/").status())
                .as("they are online")
                .isEqualTo(200);
        assertThat(stage.asked(inYearOne, PAGE).status()).isEqualTo(403);
        assertThat(stage.asked(inYearOne, "http://animal-facts.example/").status())
                .as("they are online")
                .isEqualTo(200);
    }

    @Test
    @Order(5)
    @Keeps("FIL-5")
    void itClosesByItselfAtTheEndOfTheDay() throws Exception {
        var end = lastDay.plusDays(1).atStartOfDay(LONDON).toInstant();
        stage.startAgainShortlyBefore(end);
        var child = stage.behindTheGateway(PUPIL);
        child.navigate(PAGE);
        assertThat(child.locator("h1")).hasText("Windrush voices");
        assertThat(stage.until(end)).as("still to come").isPositive();

        stage.awaitMoment(end);
        assertThat(stage.within(PATIENCE, PUPIL, PAGE, 403)).contains("This page is closed at school");
        child.reload();
        assertThat(child.locator("h1")).hasText("This page is closed at school");
        child.context().close();
    }

    @Test
    @Order(6)
    @Keeps("APR-1")
    void theLogSaysWhoAskedWhoDecidedAndHowItEnded() throws Exception {
        var coordinator = stage.atDesk("Miss Farrow");
        var giveUp = Instant.now().plus(PATIENCE);
        while (!"ended".equals(logged(coordinator, SITE).get("State"))
                && Instant.now().isBefore(giveUp)) {
            Thread.sleep(250);
        }
        assertThat(logged(coordinator, SITE))
                .containsEntry("Asked by", "Mr Hale")
                .containsEntry("For", CLASS)
                .containsEntry("Reason", "History: we listen to three people who came on the ship")
                .containsEntry("Decided by", "Miss Farrow")
                .containsEntry("Reason of the decision", "You have looked at it, and it fits the topic")
                .containsEntry("State", "ended")
                .containsEntry("Closed by", "")
                .hasEntrySatisfying(
                        "Times used",
                        times -> assertThat(Integer.parseInt(times)).isPositive())
                .hasEntrySatisfying("Ended at", at -> assertThat(at).isNotEmpty());
        assertThat(logged(coordinator, OTHER))
                .containsEntry("Asked by", "Mr Hale")
                .containsEntry("State", "refused")
                .containsEntry("Decided by", "Miss Farrow");
        coordinator.context().close();
    }

    private void ask(Page teacher, String site, String reason) {
        teacher.navigate(stage.at("/ask"));
        teacher.locator("#sites").fill(site);
        teacher.locator("#forWhom").selectOption(new SelectOption().setLabel(CLASS));
        teacher.locator("#until").fill(lastDay.toString());
        teacher.locator("#reason").fill(reason);
        teacher.locator("main input[type=checkbox]").check();
        Browser.look(teacher, "teacher-ask-desk");
        teacher.locator("main form button").first().click();
        assertThat(teacher.locator("main")).containsText("Asked, as");
    }

    private void choose(Page coordinator, String site) {
        coordinator.navigate(stage.at("/requests/queue"));
        coordinator
                .locator("main a[href*='/requests/queue']", new Page.LocatorOptions().setHasText(site))
                .click();
        assertThat(coordinator.locator("#request")).hasText(title(site));
    }

    private static String title(String site) {
        return "Open " + site + " for " + CLASS;
    }

    private static Locator request(Page page, String site) {
        return page.locator("main li", new Page.LocatorOptions().setHasText(site));
    }

    private Map<String, String> logged(Page reader, String site) {
        return stage.table(reader, "/requests/log.csv").stream()
                .filter(row -> site.equals(row.get("Asked for")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody asked for " + site));
    }
}
