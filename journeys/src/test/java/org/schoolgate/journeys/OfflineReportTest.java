package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * A child of six at a tablet whose network is gone presses the button all the same. The next child at the tablet can read
 * nothing of it; when the network is back, it stands before those who hear it, once, as told by the child who pressed.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(32)
class OfflineReportTest {
    private static final String SECRET = "He said not to tell about the park";

    /** Everything that a page of this site can read on the device. */
    private static final String STORED = """
            async () => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie,
              await indexedDB.databases(), await caches.keys(), await navigator.serviceWorker.getRegistrations()])
            """;

    private final Stage stage;
    private final BrowserContext tablet;

    OfflineReportTest(Stage stage) {
        this.stage = stage;
        this.tablet = stage.browser().tablet();
    }

    @Test
    @Order(1)
    @Keeps("INC-2")
    void aChildOfSixTellsInOneStepWithoutTheNetwork() {
        var teacher = stage.atDesk("Miss Adeyemi");
        stage.openSession(teacher, "Animals");
        teacher.context().close();
        var tom = stage.byPicture(tablet, "Tom Ellis", "ks1-tablet");
        // what is kept must still be there when the next child comes
        tablet.route("**/tell/sealed", Route::abort);
        tablet.setOffline(true);
        tom.locator("button.tell").click();

        assertThat(tom.locator("h1")).hasText("It is kept. You did the right thing.");
        assertThat(tom.locator("main")).containsText("The internet is away.");
        assertThat(tom.locator("[data-away-told]")).isHidden();
        assertThat(tom.locator("main img").evaluate("picture => picture.complete && picture.naturalWidth > 0"))
                .as("its picture is there without the network")
                .isEqualTo(true);
        Browser.picture(tom, "ks1-told-away-tablet");
        assertThat(String.valueOf(tom.evaluate(STORED))).contains("told.").doesNotContain("Ellis", "ticket", "pressed");
        tablet.setOffline(false);
        tom.close();
    }

    @Test
    @Order(2)
    void anOlderChildWritesAndTheNextChildReadsNothingOfIt() {
        tablet.clearCookies();
        var priya = stage.signedIn(tablet.newPage(), "Priya Nair");
        tablet.setOffline(true);
        priya.locator("a.tell:visible, .tellbox a:visible").first().click();
        assertThat(priya.locator("main")).containsText("The internet is away. Write it all the same.");
        priya.getByLabel("What happened?").fill(SECRET);
        priya.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(priya.locator("h1")).hasText("It is kept. You did the right thing.");
        Browser.picture(priya, "ks2-told-away-tablet");
        tablet.setOffline(false);
        priya.close();

        tablet.clearCookies();
        var joe = stage.signedIn(tablet.newPage(), "Joe Marsh");
        var stored = String.valueOf(joe.evaluate(STORED));
        assertThat(stored.split("told\\.", -1))
                .as("both are kept still: %s", stored)
                .hasSize(3);
        assertThat(stored).doesNotContain("Ellis", "Priya", "the park", "He said", "ticket", "words");
        joe.close();
    }

    @Test
    @Order(3)
    @Keeps("INC-1")
    void whenTheNetworkIsBackItStandsBeforeTheLeadOnceAndTheTabletKeepsNothing() {
        tablet.unroute("**/tell/sealed");
        tablet.clearCookies();
        var anybody = tablet.newPage();
        anybody.navigate(stage.at("/sign-in"));
        anybody.waitForFunction("() => !Object.keys(localStorage).some(key => key.startsWith('told.'))");
        anybody.reload();
        tablet.close();

        var lead = stage.atDesk("Ms Okafor");
        int words = 0;
        int presses = 0;
        for (var report : stage.reportsThatSay(lead, "while the network was away")) {
            lead.navigate(stage.at(report));
            var main = lead.locator("main").textContent();
            words += main.contains(SECRET) && main.contains("Priya N") ? 1 : 0;
            presses += main.contains("Tom E") && main.contains("wrote nothing") ? 1 : 0;
            Browser.look(lead, "lead-told-away-desk");
        }
        assertThat(words).as("what Priya wrote").isEqualTo(1);
        assertThat(presses).as("Tom's press").isEqualTo(1);
        lead.context().close();
    }

    @Test
    @Order(4)
    void withTheNetworkThePressGoesTheOrdinaryWayAndIsThereOnce() {
        var page = stage.browser().tablet().newPage();
        var joe = stage.signedIn(page, "Joe Marsh");
        joe.navigate(stage.at("/tell"));
        joe.getByLabel("What happened?").fill("With the network");
        joe.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(joe.locator("h1")).containsText("We told");
        joe.waitForFunction("() => !Object.keys(localStorage).some(key => key.startsWith('told.'))");
        joe.context().close();

        var lead = stage.atDesk("Ms Okafor");
        assertThat(stage.reportsThatSay(lead, "With the network")).hasSize(1);
        lead.context().close();
    }
}
