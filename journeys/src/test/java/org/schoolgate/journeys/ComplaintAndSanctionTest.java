package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.schoolgate.testing.Keeps;

/**
 * Journey 12: what a parent posted about somebody who works here goes to the head, who meets them and has it taken down; a
 * complaint about bullying online goes to the co-ordinator; the child goes without one programme for three days, while the
 * rest of the web stays open to them, and what was taken comes back by itself; the parents read a letter, and the school has
 * the proof.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(38)
class ComplaintAndSanctionTest {
    private static final String SUMS = "http://sums.example/";
    private static final String MAPS = "http://maps.example/";
    private static final String LIBRARY = "http://library.example/";
    private static final String MOTHER = "meera.nair@families.example";
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final Stage stage;
    private final Casework casework;
    private String sanction = "";

    ComplaintAndSanctionTest(Stage stage) {
        this.stage = stage;
        this.casework = new Casework(stage);
    }

    private LocalDate inDays(int days) {
        return LocalDate.ofInstant(stage.now(), LONDON).plusDays(days);
    }

    /** Does one step of the procedure with which a case began. */
    private void step(Page page, String path, String step, Map<String, String> said) {
        page.navigate(stage.at(path + "?step=1." + step));
        casework.step(page, step, said);
    }

    /** Says in the step of a sanction what is taken from the first of those whom the case is about. */
    private void choose(Page page, String path, String name, String site, LocalDate day, String time) {
        page.navigate(stage.at(path + "?step=1.sanction"));
        page.locator("input[name=rung][value='program or machine off']").check();
        page.locator("input[name=what][value='these sites']").check();
        page.locator("input[name=whom]").first().check();
        page.locator("#name").fill(name);
        page.locator("#sites").fill(site);
        page.locator("#until").fill(day.toString());
        page.locator("#until-time").fill(time);
    }

    private static void decide(Page page) {
        page.locator("main form[action$='/steps/sanction'] button").first().click();
        assertThat(page.locator("[aria-invalid=true]")).hasCount(0);
    }

    @Test
    @Order(1)
    @Keeps("CMP-9")
    void whatWasPostedAboutStaffGoesToTheHeadWhoMeetsThemAndHasItTakenDown() {
        var coordinator = stage.atDesk("Miss Farrow");
        var path = casework.open(coordinator, "social-harassment");
        step(coordinator, path, "no-reply", Map.of());
        step(
                coordinator,
                path,
                "screenshot",
                Map.of(
                        "site",
                        "A parents’ group",
                        "account",
                        "a parent",
                        "captured-at",
                        casework.minutesAgo(20),
                        "no-indecent-image",
                        "yes"));
        step(coordinator, path, "head", Map.of("at", casework.minutesAgo(10), "how", "in person"));
        step(
                coordinator,
                path,
                "removal",
                Map.of("at", casework.minutesAgo(5), "sent", "The post, by the group’s own form", "awaited", "yes"));
        coordinator.context().close();

        var head = stage.atDesk("Mrs Lindqvist");
        step(head, path, "serious", Map.of("answer", "no", "reason", "It is rude, and no threat"));
        step(head, path, "author", Map.of("answer", "outside"));
        step(head, path, "invite", Map.of("at", casework.minutesAgo(4), "how", "by letter"));
        step(head, path, "meeting", Map.of("came", "yes", "asked-to-remove", "yes", "agreed", "It comes down today"));
        Browser.look(head, "head-post-about-staff-desk");
        assertThat(head.locator("main")).containsText("It comes down today");
        head.context().close();
    }

    @Test
    @Order(2)
    @Keeps({"SAN-5", "SAN-4", "INC-28"})
    void bullyingOnlineGoesToTheCoordinatorAndTheChildGoesWithoutOneProgramme() throws Exception {
        assertThat(stage.asked("Priya Nair", SUMS).status()).isEqualTo(200);
        var coordinator = stage.atDesk("Miss Farrow");
        var path = casework.open(coordinator, "bullying");
        casework.add(coordinator, path, "Priya Nair", "INSTIGATOR");

        var teacher = stage.atDesk("Mr Hale");
        step(
                teacher,
                path,
                "listen",
                Map.of("at", casework.minutesAgo(30), "words", "She wrote unkind things at Sums", "kind", "no"));
        step(
                teacher,
                path,
                "keep",
                Map.of("site", "Sums", "captured-at", casework.minutesAgo(25), "no-indecent-image", "yes"));
        var lead = stage.atDesk("Ms Okafor");
        step(lead, path, "child-protection", Map.of("answer", "no", "reason", "Nobody is at risk"));
        lead.context().close();
        step(coordinator, path, "who", Map.of("answer", "pupil"));
        step(teacher, path, "others", Map.of("at", casework.minutesAgo(5), "said", "She is sorry"));
        teacher.context().close();

        choose(coordinator, path, "Sums", "www.sums.example", inDays(3), "15:30");
        Browser.look(coordinator, "osc-sanction-step-desk");
        var refused = CompletableFuture.supplyAsync(this::whenSumsIsRefused);
        decide(coordinator);
        var decided = Instant.now();
        assertThat(Duration.between(decided, refused.get()))
                .as("from the decision until the gateway keeps to it")
                .isLessThan(Duration.ofSeconds(1));

        assertThat(stage.asked("Priya Nair", MAPS).status()).isEqualTo(200);
        assertThat(stage.asked("Priya Nair", LIBRARY).status()).isEqualTo(200);
        assertThat(stage.asked("Mr Hale", SUMS).status()).isEqualTo(200);

        coordinator.navigate(stage.at("/sanctions"));
        Browser.look(coordinator, "osc-sanctions-desk");
        var row = coordinator.locator("main li", new Page.LocatorOptions().setHasText("Program or machine off: Sums"));
        assertThat(row).containsText("Priya Nair");
        sanction = row.locator("a").first().getAttribute("href");
        coordinator.context().close();
    }

    private Instant whenSumsIsRefused() {
        try {
            stage.within(Duration.ofSeconds(20), "Priya Nair", SUMS, 403);
            return Instant.now();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(3)
    @Keeps("SAN-5")
    void theChildReadsWhatIsClosedUntilWhenAndWhomToAskAndNothingOfOthers() {
        var child = stage.signedIn(stage.behindTheGateway("Priya Nair"), "Priya Nair");
        var home = assertThat(child.locator("main"));
        home.containsText("Closed for you until 15:30 on");
        home.containsText(": Sums.");
        home.containsText("Farrow decided it, so you can ask");
        Browser.look(child, "ks2-taken-home-desk");
        child.navigate(SUMS);
        assertThat(child.locator("h1")).hasText("This is closed for you just now");
        assertThat(child.locator("main")).containsText("Everything else stays open");
        assertThat(child.locator("main")).not().containsText("unkind");
        Browser.look(child, "ks2-block-taken-desk");
        child.navigate(MAPS);
        assertThat(child.locator("h1")).hasText("Maps for schools");
        child.context().close();
    }

    @Test
    @Order(4)
    @Keeps("SAN-3")
    void theParentsReadALetterAndTheSchoolHasTheProof() {
        var coordinator = stage.atDesk("Miss Farrow");
        coordinator.navigate(stage.at(sanction));
        assertThat(coordinator.locator("main")).containsText("Meera Nair");
        coordinator.locator("#more").fill("She was honest about it and has said sorry.");
        Casework.press(coordinator, "Send the letter");
        assertThat(coordinator.locator("main")).containsText("Not opened yet");

        var parent = stage.browser().phone().newPage();
        stage.awaitLetter(parent, MOTHER);
        stage.followLetter(parent);
        var letter = assertThat(parent.locator("main"));
        letter.containsText("Dear Meera Nair");
        letter.containsText("What is off: Sums.");
        letter.containsText("She was honest about it");
        Browser.look(parent, "parent-sanction-letter-phone");
        Casework.press(parent, "I have read this");
        assertThat(parent.locator("main")).containsText("Thank you. You told us on");
        parent.context().close();

        coordinator.reload();
        assertThat(coordinator.locator("#parents")).containsText("came by the link in their mailbox");
        Browser.look(coordinator, "osc-sanction-desk");
        coordinator.context().close();
    }

    @Test
    @Order(5)
    @Keeps({"SAN-4", "INC-16"})
    void anActOutsideSchoolIsRecordedAndWhatWasTakenForItComesBackByItself() throws Exception {
        var coordinator = stage.atDesk("Miss Farrow");
        var path = casework.open(coordinator, "misuse-seen");
        casework.add(coordinator, path, "Priya Nair", "INSTIGATOR");
        step(
                coordinator,
                path,
                "what",
                Map.of(
                        "account",
                        "pnair",
                        "at",
                        casework.minutesAgo(90),
                        "place",
                        "outside school",
                        "evidence",
                        "It was seen"));
        step(coordinator, path, "told", Map.of("at", casework.minutesAgo(80), "how", "in person"));
        step(coordinator, path, "who", Map.of("answer", "pupil"));
        step(coordinator, path, "pupil-rule", Map.of("answer", "behaviour"));
        assertThat(coordinator.locator("main")).containsText("Outside school");

        var end = stage.now().plusSeconds(12).truncatedTo(ChronoUnit.SECONDS);
        choose(
                coordinator,
                path,
                "Maps",
                "maps.example",
                LocalDate.ofInstant(end, LONDON),
                DateTimeFormatter.ISO_LOCAL_TIME.format(end.atZone(LONDON)));
        decide(coordinator);
        coordinator.context().close();

        stage.within(Stage.AT_ONCE, "Priya Nair", MAPS, 403);
        stage.awaitMoment(end);
        stage.within(Duration.ofSeconds(1), "Priya Nair", MAPS, 200);
        assertThat(stage.asked("Priya Nair", SUMS).status())
                .as("the other goes on")
                .isEqualTo(403);

        var child = stage.signedIn(stage.browser().desk().newPage(), "Priya Nair");
        assertThat(child.locator("main")).containsText("Open for you again: Maps.");
        child.context().close();
    }
}
