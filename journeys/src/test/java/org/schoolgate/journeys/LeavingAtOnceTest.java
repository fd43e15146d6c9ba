package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody comes in while a case is on the screen: it is gone at once, by a key or by a press, and “back” does not show it. */
@ExtendWith(Stage.Sharing.class)
@Order(35)
class LeavingAtOnceTest {
    private static final Pattern WELCOME = Pattern.compile("/welcome$");

    private final Stage stage;

    LeavingAtOnceTest(Stage stage) {
        this.stage = stage;
    }

    private Page aCase() {
        var coordinator = stage.atDesk("Miss Farrow");
        coordinator.navigate(stage.at("/cases"));
        coordinator.navigate(stage.at(coordinator
                .locator("#waiting a[href^='/cases/'], #others a[href^='/cases/']")
                .first()
                .getAttribute("href")));
        assertThat(coordinator.locator("main")).containsText("Who is on it");
        return coordinator;
    }

    @Test
    void shiftThreeTimesLeavesACaseAndBackDoesNotLeadToIt() {
        var coordinator = aCase();
        var address = coordinator.url();
        for (int i = 0; i < 3; i++) {
            coordinator.keyboard().press("Shift");
        }
        assertThat(coordinator).hasURL(WELCOME);
        assertThat(coordinator.locator("body")).not().containsText("Case ");
        coordinator.goBack();
        assertThat(coordinator.url()).isNotEqualTo(address);
        coordinator.context().close();
    }

    @Test
    void aPressLeavesItTooAndCapitalLettersDoNot() {
        var coordinator = aCase();
        for (var letter : new String[] {"A", "B", "C", "D"}) {
            coordinator.keyboard().press("Shift+" + letter);
        }
        assertThat(coordinator.locator("main")).containsText("Who is on it");
        coordinator.locator("[data-exit]").click();
        assertThat(coordinator).hasURL(WELCOME);
        coordinator.context().close();
    }
}
