package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * Journey 4, as far as gateways see it: a child at home, late in the evening, asks for what points to danger. The telephone
 * of the lead rings and is answered; the case has the request as evidence; looking further needs a purpose and is written
 * down; and the month counts it. The demonstration is started again for the evening.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(39)
class DangerAtNightTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final LocalTime LATE = LocalTime.of(22, 40);
    private static final String LEADS_NUMBER = "900101";
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    private final Stage stage;
    private final Casework casework;
    private String alert = "";
    private String path = "";

    DangerAtNightTest(Stage stage) {
        this.stage = stage;
        this.casework = new Casework(stage);
    }

    @Test
    @Order(1)
    @Keeps({"MON-6", "INC-34"})
    void theTelephoneRingsUntilTheLeadHasIt() throws Exception {
        var now = stage.now().atZone(LONDON);
        var tonight = now.with(LATE);
        stage.startAgainShortlyBefore((now.isBefore(tonight) ? tonight : tonight.plusDays(1)).toInstant());

        assertThat(stage.asked("Priya Nair", "http://dark-thoughts.example/").status())
                .isEqualTo(403);

        var lead = stage.atDesk("Ms Okafor");
        var giveUp = Instant.now().plusSeconds(20);
        while (!rings(lead) && Instant.now().isBefore(giveUp)) {
            lead.waitForTimeout(250);
        }
        assertThat(lead.locator("#open")).hasCount(1);
        Browser.look(lead, "lead-alarms-danger-desk");
        lead.navigate(stage.at("/pretend-telephone"));
        assertThat(lead.locator("main")).containsText(LEADS_NUMBER, PATIENTLY);
        Browser.look(lead, "pretend-telephone-danger-desk");
        for (int i = 0; i < 5 && rings(lead); i++) {
            press(lead);
        }
        assertThat(rings(lead)).as("somebody has it").isFalse();
        lead.context().close();
    }

    private boolean rings(Page lead) {
        lead.navigate(stage.at("/alarms"));
        return lead.locator("#open").count() > 0;
    }

    /** Lifts the lead's telephone and presses 1, whatever rings: the weekly test of the numbers may as well. */
    private void press(Page lead) {
        lead.navigate(stage.at("/pretend-telephone"));
        var calls = lead.locator("section.panel", new Page.LocatorOptions().setHasText(LEADS_NUMBER));
        assertThat(calls.first()).isVisible();
        var before = calls.count();
        calls.first()
                .locator("button[value='1'], button[value='reply']")
                .first()
                .click();
        assertThat(calls).hasCount(before - 1);
    }

    @Test
    @Order(2)
    @Keeps({"INC-34", "MON-21", "SGD-11"})
    void theCaseHasWhatTheFilterSawAsEvidence() {
        var lead = stage.signedIn(stage.browser().phone().newPage(), "Ms Okafor");
        lead.navigate(stage.at("/alerts"));
        Browser.look(lead, "lead-alerts-phone");
        alert = lead.locator("#lately a[href^='/alerts/']").first().getAttribute("href");
        lead.navigate(stage.at(alert));
        assertThat(lead.locator("main")).containsText("Priya Nair");
        assertThat(lead.locator("#events")).containsText("dark-thoughts[.]example");
        assertThat(lead.locator("#events a")).hasCount(0);
        Browser.look(lead, "lead-alert-danger-phone");
        path = lead.locator("main a[href^='/cases/']").first().getAttribute("href");

        lead.navigate(stage.at(path));
        assertThat(lead.locator("#people")).containsText("Priya Nair");
        assertThat(lead.locator("main a[href='" + alert + "']")).hasCount(1);
        Browser.look(lead, "lead-case-danger-phone");
        lead.navigate(stage.at(lead.locator("#evidence a[href*='/evidence/']:not([href$='/new'])")
                .first()
                .getAttribute("href")));
        assertThat(lead.locator("main .mono")).hasText(Pattern.compile("[0-9a-f]{64}"));
        Browser.look(lead, "lead-evidence-danger-phone");
        lead.context().close();

        for (var other : new String[] {"Miss Farrow", "Mr Price", "Mr Hale"}) {
            assertThat(casework.status(other, path)).as(other).isEqualTo(404);
            assertThat(casework.status(other, alert)).as(other).isIn(403, 404);
        }
    }

    @Test
    @Order(3)
    @Keeps({"MON-3", "RPT-13"})
    void lookingFurtherNeedsAPurposeAndIsWrittenDown() {
        var lead = stage.atDesk("Ms Okafor");
        lead.navigate(stage.at("/look-ups/new"));
        lead.locator("input[name=about][value=PERSON]").check();
        lead.locator("#what").fill("Priya Nair");
        Casework.press(lead, "Look");
        assertThat(lead.locator(".errsum")).isVisible();
        lead.locator("input[name=purpose]").first().check();
        lead.locator("#because").fill("A danger last night: was it the first time?");
        Casework.press(lead, "Look");
        assertThat(lead.locator("main")).containsText("dark-thoughts.example");
        Browser.look(lead, "lead-look-up-danger-desk");
        lead.context().close();

        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at("/look-ups"));
        assertThat(head.locator("main")).containsText("Ms Okafor");
        head.context().close();
    }

    @Test
    @Order(4)
    @Keeps("RPT-2")
    void theMonthCountsItWithoutAName() {
        var lead = stage.atDesk("Ms Okafor");
        lead.navigate(stage.at("/alerts/month"));
        assertThat(lead.locator("#sorts")).containsText("Self-harm or suicide");
        assertThat(lead.locator("main")).not().containsText("Priya");
        Browser.look(lead, "lead-alerts-month-desk");
        lead.context().close();

        var governor = stage.atDesk("Mr Lowe");
        governor.navigate(stage.at("/alerts/counts"));
        assertThat(governor.locator("main")).not().containsText("Priya");
        Browser.look(governor, "governor-alerts-counts-desk");
        governor.context().close();
    }
}
