package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.schoolgate.testing.Keeps;

/**
 * The main job, in the built program, through the real proxy: a child and a parent sign, the web opens, filtered by age; the
 * child tells, and the lead hears; the parent takes it back, and the web closes. All sites of this journey are http.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SignedAgreementOpensTheWebTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private static RunningDemo demo;
    private static Browser browser;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        demo = RunningDemo.start(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "demo-"));
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    @Order(1)
    @Keeps({"AGR-4", "ACC-22"})
    void whoHasNotSignedIsLedToTheAgreement() throws Exception {
        var answer = asked("Joe Marsh", "http://animal-facts.example/");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.to()).endsWith("/agreement-needed");
    }

    @Test
    @Order(2)
    @Keeps({"AGR-6", "AGR-19"})
    void theChildSigns() {
        var page = browser.desk().newPage();
        signIn(page, "Joe Marsh");
        page.navigate(demo.at("/"));
        Browser.look(page, "ks2-home-not-yet-desk");
        page.navigate(demo.at("/agreements/mine"));
        Browser.look(page, "ks2-agreement-start-desk");
        sign(page, "Joe Marsh", "ks2");
        page.context().close();
    }

    @Test
    @Order(3)
    @Keeps({"AGR-3", "AGR-22"})
    void theParentSignsOnAPhoneByTheirOwnLinkAndTheWebOpens() throws Exception {
        var page = browser.phone().newPage();
        comeAsParent(page, "lena.marsh@families.example");
        Browser.look(page, "parent-start-phone");
        sign(page, "Lena Marsh", "parent");

        assertThat(within(AT_ONCE, "Joe Marsh", "http://animal-facts.example/", 200))
                .contains("otter");
        page.context().close();
    }

    @Test
    @Order(4)
    @Keeps({"FIL-1", "FIL-21"})
    void whatIsNotForThatAgeIsClosedInWordsForThatAge() throws Exception {
        var page = browser.deskBehind(demo.proxy(), demo.token("Joe Marsh")).newPage();
        page.navigate("http://casino.example/");
        assertThat(page.locator("h1")).hasText("This page is closed at school");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screens/block-ks2-desk.png")));
        page.context().close();

        assertThat(asked("Mr Hale", "http://casino.example/").body()).contains("is blocked for you");
        assertThat(asked("Mr Hale", "http://news.example/").status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    @Keeps({"INC-1", "INC-2"})
    void theChildTellsAndTheLeadHasIt() {
        var child = browser.desk().newPage();
        signIn(child, "Joe Marsh");
        child.navigate(demo.at("/tell"));
        Browser.look(child, "ks2-tell-desk");
        child.getByLabel("What happened?").fill("Somebody in a game asked where I live");
        child.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(child.locator("h1")).containsText("We told");
        Browser.look(child, "ks2-told-desk");
        child.context().close();

        var lead = browser.desk().newPage();
        signIn(lead, "Ms Okafor");
        lead.navigate(demo.at("/"));
        Browser.look(lead, "lead-home-desk");
        lead.navigate(demo.at("/reports"));
        lead.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Somebody told"))
                .first()
                .click();
        assertThat(lead.locator("main")).containsText("Somebody in a game asked where I live");
        Browser.look(lead, "report-desk");
        lead.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I have this"))
                .click();
        assertThat(lead.locator("main")).containsText("You have it");
        lead.context().close();
    }

    @Test
    @Order(6)
    @Keeps("AGR-22")
    void aParentWhoTakesItBackClosesTheWebAtOnce() throws Exception {
        var page = browser.phone().newPage();
        comeAsParent(page, "lena.marsh@families.example");
        page.locator("main a[href*='/agreements/mine/']").first().click();
        page.locator("a[href$='/no']").first().click();
        Browser.look(page, "parent-no-phone");
        page.locator("form:has(input[value=KS2]) button").click();

        assertThat(within(AT_ONCE, "Joe Marsh", "http://animal-facts.example/", 403))
                .contains("A grown-up at home changed their mind for now.", "You did nothing wrong.");
        page.context().close();
    }

    @Test
    @Order(7)
    void pagesOfStaffAreForEverybody() {
        var page = browser.desk().newPage();
        signIn(page, "Mr Hale");
        page.navigate(demo.at("/"));
        Browser.look(page, "teacher-home-desk");
        page.locator("a[href$='/today']").first().click();
        Browser.look(page, "class-today-desk");
        page.context().close();

        var head = browser.desk().newPage();
        signIn(head, "Mrs Lindqvist");
        for (var path : new String[] {"/", "/register", "/agreements/rounds", "/settings", "/record"}) {
            head.navigate(demo.at(path));
            Browser.look(head, "head" + path.replace('/', '-') + "-desk");
        }
        head.context().close();
    }

    private static void signIn(Page page, String who) {
        var card = demo.signIn(who);
        page.navigate(demo.at("/sign-in"));
        if (!card.name().contains("@")) {
            page.locator("select[name=school]").selectOption(new SelectOption().setLabel("Greenfield Primary"));
        }
        page.locator("input[name=name]").fill(card.name());
        page.locator("input[name=password]").fill(card.password());
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        assertThat(page).not().hasURL(demo.at("/sign-in"));
    }

    /** Asks for a link, opens the letter in the demonstration's outbox, and presses the link's button. */
    private static void comeAsParent(Page page, String address) {
        page.navigate(demo.at("/sign-in/parents"));
        page.locator("main form input:not([type=hidden])").first().fill(address);
        page.locator("main form button").first().click();
        page.navigate(demo.at("/outbox"));
        page.locator("tr", new Page.LocatorOptions().setHasText(address))
                .first()
                .locator("a")
                .click();
        page.locator("main a.btn").first().click();
        page.locator("main form button").first().click();
    }

    /** From the start of what waits to be signed to the page that says thank you. */
    private static void sign(Page page, String name, String screens) {
        var begin = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start"));
        if (begin.count() == 0) {
            page.locator("main a[href*='/agreements/mine/']").first().click();
        }
        begin.click();
        Browser.look(page, screens + "-agreement-read");
        page.locator("main a[href*='/sign']").last().click();
        page.locator("input[name=name]").fill(name);
        for (Locator box : page.locator("main input[type=checkbox]").all()) {
            box.check();
        }
        Browser.look(page, screens + "-agreement-sign");
        page.locator("main form button").first().click();
        Browser.look(page, screens + "-agreement-done");
    }

    /** What the gateway answered. */
    private record Answer(int status, String to, String body) {}

    private static Answer asked(String who, String url) throws IOException, InterruptedException {
        var proxy = URI.create(demo.proxy());
        try (var client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .build()) {
            var credentials =
                    Base64.getEncoder().encodeToString((demo.token(who) + ":").getBytes(StandardCharsets.UTF_8));
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("Proxy-Authorization", "Basic " + credentials)
                            .build(),
                    BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("location").orElse(""),
                    response.body());
        }
    }

    private static String within(Duration time, String who, String url, int status)
            throws IOException, InterruptedException {
        var end = Instant.now().plus(time);
        var answer = asked(who, url);
        while (answer.status() != status && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            answer = asked(who, url);
        }
        assertThat(answer.status()).as("%s asks for %s", who, url).isEqualTo(status);
        return answer.body();
    }
}
