package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Duration;
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
 * Journey 6: a teaching assistant hears of an image on a child's phone. The phone is taken and nobody looks; the lead does
 * not come, so that the deputy takes it over and refers it; the program takes no image; and nobody reads it who is not
 * named for it. The demonstration is started again a quarter of an hour later, for the lead who does not come.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(37)
class ConcerningImageTest {
    private static final String TOLD = "A child said that there is a picture of her on another child’s phone";

    private final Stage stage;
    private final Casework casework;
    private String path = "";

    ConcerningImageTest(Stage stage) {
        this.stage = stage;
        this.casework = new Casework(stage);
    }

    @Test
    @Order(1)
    @Keeps("SGD-1")
    void theAssistantTakesThePhoneAndNobodyLooks() {
        var assistant = onPhone("Mr Katz");
        casework.tell(assistant, "ABOUT_A_CHILD", TOLD, "assistant-report-phone");
        var lead = stage.atDesk("Ms Okafor");
        path = casework.open(lead, "concerning-image", TOLD);
        assertThat(lead.locator("main")).containsText("No pictures here. This case takes none");
        Browser.look(lead, "lead-case-image-desk");
        lead.context().close();

        assistant.navigate(stage.at("/cases"));
        assertThat(assistant.locator("h1")).hasText("One case waits for you");
        Browser.look(assistant, "assistant-cases-phone");
        assistant.locator("main a[href='" + path + "']").click();
        assertThat(assistant.locator("main")).containsText("Do not look at the image again.");
        assertThat(Browser.overhang(assistant)).isZero();
        Browser.look(assistant, "assistant-case-do-not-look-phone");
        casework.step(assistant, "do-not-look", Map.of());
        Browser.look(assistant, "assistant-case-facts-phone");
        casework.step(
                assistant,
                "facts",
                Map.of(
                        "seen-at",
                        casework.minutesAgo(10),
                        "owner",
                        "A child of Year 6",
                        "what",
                        "She told me at lunch. I did not look",
                        "not-copied",
                        "yes"));
        Browser.look(assistant, "assistant-case-device-phone");
        casework.step(
                assistant,
                "device",
                Map.of("taken", "yes", "which", "A grey phone", "place", "In the locked drawer of the office"));
        assertThat(assistant.locator("h1")).hasText("No case waits for you");
        assistant.context().close();
    }

    @Test
    @Order(2)
    @Keeps({"SGD-1", "SEC-18"})
    void noImageGetsIn() {
        var lead = stage.atDesk("Ms Okafor");
        for (var page : List.of("", "/notes/new", "/people", "/readers")) {
            lead.navigate(stage.at(path + page));
            assertThat(lead.locator("input[type=file]")).hasCount(0);
        }
        lead.navigate(stage.at(path + "/notes/new"));
        var image = new FilePayload("phone.png", "image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        for (var to : List.of("/notes", "/walks/1/steps/hand-over")) {
            var answer = lead.request()
                    .post(
                            stage.at(path + to),
                            RequestOptions.create()
                                    .setMultipart(FormData.create()
                                            .set(
                                                    "_csrf",
                                                    lead.locator("input[name=_csrf]")
                                                            .first()
                                                            .inputValue())
                                            .set("fact", image)
                                            .set("taken-over-by", image)));
            assertThat(answer.status()).as(to).isBetween(400, 499);
        }
        lead.navigate(stage.at(path + "/evidence/new"));
        assertThat(lead.locator("input[type=file]")).hasCount(0);
        var brought = lead.request()
                .post(
                        stage.at(path + "/evidence"),
                        RequestOptions.create()
                                .setMultipart(FormData.create()
                                        .set(
                                                "_csrf",
                                                lead.locator("input[name=_csrf]")
                                                        .first()
                                                        .inputValue())
                                        .set("kind", "PHOTO")
                                        .set("title", "The picture")
                                        .set("captured", casework.minutesAgo(5))
                                        .set("confirmed", "true")
                                        .set("file", new FilePayload("phone.png", "image/png", lead.screenshot()))));
        assertThat(brought.status()).isEqualTo(422);
        assertThat(brought.text()).contains("This case takes no pictures");
        lead.navigate(stage.at(path));
        assertThat(lead.locator("#story")).not().containsText("PNG");
        lead.context().close();
    }

    @Test
    @Order(3)
    @Keeps({"SGD-2", "SGD-4"})
    void theLeadDoesNotComeSoTheDeputyTakesItOverAndRefersIt() throws Exception {
        var early = stage.atDesk("Mrs Begum");
        early.navigate(stage.at(path));
        assertThat(early.locator("main")).containsText("Nothing in it waits for you now.");
        early.context().close();

        stage.startAgainLater(Duration.ofMinutes(16));
        var deputy = stage.atDesk("Mrs Begum");
        deputy.navigate(stage.at(path));
        assertThat(deputy.locator("main")).containsText("late since");
        Browser.look(deputy, "deputy-case-hand-over-desk");
        casework.step(
                deputy,
                "hand-over",
                Map.of(
                        "taken-over-by",
                        "Mrs Begum",
                        "as",
                        "deputy safeguarding lead",
                        "at",
                        casework.minutesAgo(1),
                        "why",
                        "The lead is at a meeting of the board and was rung twice"));
        casework.step(deputy, "agency", Map.of("answer", "mash"));
        casework.step(
                deputy,
                "refer-mash",
                Map.of("sent", "What the child said, and where the phone is", "reference", "MASH-7", "awaited", "yes"));
        assertThat(deputy.locator("#story")).containsText("MASH-7");
        Browser.look(deputy, "deputy-case-referred-desk");
        deputy.context().close();
    }

    @Test
    @Order(4)
    @Keeps({"SGD-11", "INC-24"})
    void onlyThoseReadItWhoAreNamedForIt() {
        for (var reader : List.of("Ms Okafor", "Mrs Begum", "Mrs Lindqvist")) {
            assertThat(casework.status(reader, path)).as(reader).isEqualTo(200);
        }
        for (var other : List.of("Mr Katz", "Mr Hale", "Miss Farrow", "Mr Price", "Mrs Underwood")) {
            assertThat(casework.status(other, path)).as(other).isEqualTo(404);
        }
        assertThat(casework.status("Mr Pryce", path))
                .as("the head of another school")
                .isEqualTo(404);
        assertThat(casework.status("Mr Lowe", path)).as("a governor").isEqualTo(403);

        var coordinator = stage.atDesk("Miss Farrow");
        coordinator.navigate(stage.at("/cases?q=Katz"));
        assertThat(coordinator.locator("main a[href='" + path + "']")).hasCount(0);
        coordinator.context().close();
        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at(path));
        Browser.look(head, "head-case-sealed-desk");
        head.context().close();
    }

    private Page onPhone(String who) {
        return stage.signedIn(stage.browser().phone().newPage(), who);
    }
}
