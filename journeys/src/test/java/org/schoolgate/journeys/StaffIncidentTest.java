package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
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
 * Journey 5: the technician meets something on a laptop that may be illegal. Nobody opens a file, the
 * head alone goes on with it, no log without consent, no police before the right people are asked, and whose laptop it is is
 * off the web at once. Then something that is only inappropriate, something that is neither, and the same with a pupil.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(32)
class StaffIncidentTest {
    private static final String TOLD = "Folder names on laptop 12 that no laptop of a school should have";
    private static final String SITE = "http://animal-facts.example/";
    private static final String SUBJECT = "Mrs Underwood";

    private final Stage stage;
    private final Casework casework;
    private String path = "";
    private String piece = "";

    StaffIncidentTest(Stage stage) {
        this.stage = stage;
        this.casework = new Casework(stage);
    }

    @Test
    @Order(1)
    @Keeps({"INC-25", "INC-24"})
    void whoFindsItTellsAndTheHeadAloneHears() {
        var finder = stage.atDesk("Mr Price");
        casework.tell(finder, "ABOUT_SOMEBODY_WHO_WORKS_HERE", TOLD, "technician-report-desk");
        assertThat(finder.locator("main")).containsText("These people read it: Mrs Lindqvist.");
        finder.context().close();

        var coordinator = stage.atDesk("Miss Farrow");
        coordinator.navigate(stage.at("/reports"));
        assertThat(coordinator.locator("main")).not().containsText("An adult who works here");
        coordinator.context().close();
    }

    @Test
    @Order(2)
    @Keeps("INC-4")
    void nobodyOpensAnything() {
        var head = stage.atDesk("Mrs Lindqvist");
        path = casework.open(head, "staff-material", TOLD);
        assertThat(head.locator("main")).containsText("Do not open any file or folder.");
        assertThat(head.locator("main")).containsText("For the head alone");
        assertThat(head.locator("main input[type=file], main img, main video, main a[download]"))
                .hasCount(0);
        Browser.look(head, "head-case-leave-alone-desk");
        casework.step(head, "leave-alone", Map.of());
        casework.add(head, path, SUBJECT, "INSTIGATOR");
        Browser.look(head, "head-case-desk");
        head.context().close();

        var finder = stage.atDesk("Mr Price");
        finder.navigate(stage.at("/cases"));
        assertThat(finder.locator("h1")).hasText("One case waits for you");
        finder.locator("main a[href='" + path + "']").click();
        assertThat(finder.locator("main")).not().containsText("Underwood");
        Browser.look(finder, "technician-case-own-part-desk");
        casework.step(
                finder,
                "what-was-found",
                Map.of(
                        "account",
                        "punderwood",
                        "station",
                        "Laptop 12",
                        "about-when",
                        casework.minutesAgo(30),
                        "evidence",
                        "Names of folders. I opened none"));
        casework.step(finder, "told", Map.of("how", "in person"));
        assertThat(finder.locator("h1")).hasText("No case waits for you");
        assertThat(casework.status(finder, path)).as("their part is done").isEqualTo(404);
        for (var other : List.of(SUBJECT, "Miss Farrow", "Ms Okafor", "Mrs Begum")) {
            assertThat(casework.status(other, path)).as(other).isEqualTo(404);
        }
    }

    @Test
    @Order(3)
    @Keeps("INC-7")
    void noLogIsLookedAtWithoutConsent() {
        var head = opened();
        casework.step(head, "track", Map.of("answer", "further", "reason", "The log has to be looked at"));
        var findings = Map.of("received", casework.minutesAgo(5), "findings", "Read without consent");
        assertThat(casework.sends(head, path + "/walks/1/steps/findings", findings))
                .contains("this has not begun. Nothing was changed.");
        casework.step(head, "provider", Map.of("spoken-to", "Amir of the grid team", "reference", "G-4410"));
        casework.step(head, "consent", Map.of("answer", "refused", "reason", "Not by the provider alone"));
        assertThat(casework.sends(head, path + "/walks/1/steps/findings", findings))
                .contains("this has not begun. Nothing was changed.");

        casework.step(head, "track", Map.of("answer", "further", "reason", "With the head’s word in writing"));
        casework.step(head, "provider", Map.of("spoken-to", "Amir of the grid team"));
        assertThat(casework.sends(head, path + "/walks/1/steps/findings", findings))
                .contains("this has not begun. Nothing was changed.");
        casework.step(head, "consent", Map.of("answer", "given", "reason", "Given by the head in writing"));
        casework.step(
                head,
                "findings",
                Map.of(
                        "received",
                        casework.minutesAgo(5),
                        "findings",
                        "Two files that they cannot clear",
                        "kept",
                        "The provider keeps them"));
        assertThat(head.locator("main")).not().containsText("Read without consent");
        head.context().close();
    }

    @Test
    @Order(4)
    @Keeps("INC-13")
    void whatTheProviderSendsIsKeptWithItsHash() throws Exception {
        var log = "12:01 punderwood GET /one\n12:02 punderwood GET /two\n".getBytes(StandardCharsets.UTF_8);
        var head = opened();
        head.navigate(stage.at(path + "/evidence/new"));
        head.locator("input[name=kind][value=LOG]").check();
        head.locator("#title").fill("The account’s log");
        head.locator("#file").setInputFiles(new FilePayload("log.txt", "text/plain", log));
        head.locator("input[name=confirmed]").check();
        head.locator("main form[action$='/evidence'] button").click();
        head.locator("#evidence ul a[href*='/evidence/']").click();
        assertThat(head.locator("#facts"))
                .containsText(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(log)));
        assertThat(head.locator("main form[action$='/open']")).hasCount(1);
        piece = head.url().substring(stage.at("").length());
        head.context().close();
    }

    @Test
    @Order(5)
    @Keeps({"INC-8", "INC-9", "SGD-5"})
    void illegalTakesTheWebFromWhoseLaptopItIsAtOnce() throws Exception {
        stage.within(Stage.AT_ONCE, SUBJECT, SITE, 200);

        var head = opened();
        assertThat(head.locator("main")).containsText("If in doubt whether it is illegal, treat it as illegal.");
        assertThat(head.locator("main")).containsText("Having, making or sharing it may be a crime");
        assertThat(head.locator("main")).containsText("Mail is kept for 90 days.");
        Browser.look(head, "head-case-illegal-or-not-desk");
        casework.step(head, "kind", Map.of("answer", "illegal"));
        assertThat(head.locator("main")).containsText("Evidence stays shut. Something may be illegal");
        head.navigate(stage.at(piece));
        assertThat(head.locator("main form[action$='/open']")).hasCount(0);
        assertThat(casework.sends(head, piece + "/open", Map.of()))
                .contains("Evidence stays shut. Something may be illegal")
                .doesNotContain("GET /one");
        Browser.look(head, "head-case-evidence-shut-desk");
        head.context().close();

        stage.within(Stage.AT_ONCE, SUBJECT, SITE, 403);
    }

    @Test
    @Order(6)
    @Keeps("INC-11")
    void thePoliceAreCalledOnlyWhenTheRightPeopleWereAsked() {
        var head = opened();
        var call = Map.of("at", casework.minutesAgo(1), "spoken-to", "PC Rowe");
        assertThat(casework.sends(head, path + "/walks/1/steps/police", call))
                .contains("this has not begun. Nothing was changed.");
        head.locator("main form[action$='/steps/consulted'] button").click();
        assertThat(head.locator("main")).containsText("Fill in: Who was consulted?");

        casework.step(
                head,
                "consulted",
                Map.of(
                        "consulted",
                        "Dr Mensah and Ms Okafor",
                        "at",
                        casework.minutesAgo(3),
                        "advised",
                        "Ring the police now, and leave the laptop where it is"));
        casework.step(head, "police", Map.of("spoken-to", "PC Rowe", "reference", "CR/2291/26"));
        assertThat(head.locator("main")).containsText("Dr Mensah and Ms Okafor");
        assertThat(head.locator("main")).containsText("CR/2291/26");
        Browser.look(head, "head-case-police-desk");
        head.context().close();
    }

    @Test
    @Order(7)
    void itIsClosedByItsClosingStepAndTheWebComesBackWhenTheHeadSaysSo() throws Exception {
        var head = opened();
        toTheEnd(head, "The police have it, and the staff procedure goes on");
        Browser.look(head, "head-case-closed-desk");

        head.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Access is held for a time: Mrs Pat Underwood"))
                .click();
        head.locator("#reason").fill("The police have cleared the account");
        Casework.press(head, "Lift the hold");
        assertThat(head.locator("main")).containsText("Lifted.");
        head.context().close();
        stage.within(Stage.AT_ONCE, SUBJECT, SITE, 200);
    }

    @Test
    @Order(8)
    void whatIsInappropriateOrNeitherGoesAnotherWay() throws Exception {
        var head = stage.atDesk("Mrs Lindqvist");
        toTheKind(head);
        casework.step(head, "kind", Map.of("answer", "inappropriate"));
        casework.step(head, "advice", Map.of("spoken-to", "Amir", "note", "They close the site for staff as well"));
        toTheEnd(head, "Spoken with, and the filter is changed");

        toTheKind(head);
        casework.step(head, "kind", Map.of("answer", "neither", "reason", "It was a lesson on the war"));
        toTheEnd(head, "Nothing was wrong");
        head.context().close();

        stage.within(Stage.AT_ONCE, SUBJECT, SITE, 200);
    }

    @Test
    @Order(9)
    @Keeps({"INC-6", "INC-10"})
    void aPupilsCaseAsksForChildProtectionAndIsSealedWhenItIs() {
        var told = "Something on tablet 7 in Kingfishers, folder names only";
        var teacher = stage.atDesk("Mr Hale");
        casework.tell(teacher, "ABOUT_ONLINE_SAFETY", told, "teacher-report-desk");

        var coordinator = stage.atDesk("Miss Farrow");
        var pupils = casework.open(coordinator, "pupil-material", told);
        casework.step(coordinator, "leave-alone", Map.of());
        casework.add(coordinator, pupils, "Priya Nair", "VICTIM");

        teacher.navigate(stage.at(pupils));
        casework.step(
                teacher,
                "what-was-found",
                Map.of(
                        "account",
                        "pnair",
                        "about-when",
                        casework.minutesAgo(20),
                        "evidence",
                        "“He said I must send him more.”"));
        casework.step(teacher, "told", Map.of("how", "in person"));
        teacher.context().close();

        var lead = stage.atDesk("Ms Okafor");
        lead.navigate(stage.at(pupils));
        assertThat(lead.locator("main")).containsText("This question is always asked");
        Browser.look(lead, "lead-case-child-protection-desk");
        casework.step(lead, "child-protection", Map.of("answer", "yes"));
        assertThat(lead.locator("main")).containsText("Sealed");
        coordinator.navigate(stage.at(pupils));
        assertThat(coordinator.locator("h1")).hasText("Something for you to do");
        assertThat(coordinator.locator("main")).not().containsText("send him more");
        Browser.look(coordinator, "osc-case-own-part-desk");
        coordinator.context().close();

        lead.navigate(stage.at(pupils + "?step=1.board"));
        casework.step(lead, "board", Map.of("sent", "The facts as told", "reference", "LSCB-118", "awaited", "yes"));
        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at(pupils + "?step=1.track"));
        casework.step(head, "track", Map.of("answer", "internal", "reason", "The board leads now"));
        head.context().close();
        lead.navigate(stage.at(pupils + "?step=1.safeguarding"));
        casework.step(lead, "safeguarding", Map.of("how", "in person"));
        lead.navigate(stage.at(pupils + "?step=1.leaders"));
        casework.step(lead, "leaders", Map.of("how", "in person"));
        lead.navigate(stage.at(pupils + "?step=1.parents"));
        casework.step(lead, "parents", Map.of("how", "in person", "note", "Mrs Nair came at once"));
        assertThat(lead.locator("#story")).containsText("Mrs Nair came at once");
        Browser.look(lead, "lead-case-parents-told-desk");
        lead.context().close();
    }

    /** The case as the head finds it. */
    private Page opened() {
        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at(path));
        return head;
    }

    /** Another case, from its beginning to the question what it is. */
    private void toTheKind(Page head) {
        casework.open(head, "staff-material");
        casework.step(head, "leave-alone", Map.of());
        casework.step(
                head,
                "what-was-found",
                Map.of("account", "nobody", "about-when", casework.minutesAgo(60), "evidence", "A film"));
        casework.step(head, "told", Map.of("how", "in person"));
        casework.step(head, "track", Map.of("answer", "further", "reason", "To be sure"));
        casework.step(head, "provider", Map.of("spoken-to", "Amir"));
        casework.step(head, "consent", Map.of("answer", "given", "reason", "By the head"));
        casework.step(head, "findings", Map.of("received", casework.minutesAgo(2), "findings", "One film"));
    }

    /** From telling the lead to the end. */
    private void toTheEnd(Page head, String outcome) {
        casework.step(head, "safeguarding", Map.of("how", "in person"));
        casework.step(head, "leaders", Map.of("how", "in person"));
        casework.step(head, "discipline", Map.of("rung", "none", "reason", "That is decided elsewhere"));
        casework.step(head, "close", Map.of("outcome", outcome, "policy-review", "no"));
        assertThat(head.locator("main")).containsText("is closed.");
    }
}
