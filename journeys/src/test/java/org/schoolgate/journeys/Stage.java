package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Where the journeys play: one demonstration and one browser, started once, and the ways in which people come in. */
final class Stage implements AutoCloseable {
    /** How long a change may take until every gateway keeps to it; it is measured elsewhere, here it is waited for. */
    static final Duration AT_ONCE = Duration.ofSeconds(5);

    static final String SCHOOL = "Greenfield Primary";

    private final Path data;
    private final Browser browser;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private RunningDemo demo;

    private Stage(Path data, RunningDemo demo) {
        this.data = data;
        this.demo = demo;
        this.browser = new Browser();
    }

    /** Gives every journey the same stage, and takes it down after the last. */
    static final class Sharing implements ParameterResolver {
        private static final Namespace JOURNEYS = Namespace.create(Stage.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Stage.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(JOURNEYS)
                    .computeIfAbsent(Stage.class, _ -> Stage.set(), Stage.class);
        }
    }

    private static Stage set() {
        try {
            var data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "demo-");
            return new Stage(data, RunningDemo.start(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Browser browser() {
        return browser;
    }

    String at(String path) {
        return demo.at(path);
    }

    RunningDemo.SignIn card(String who) {
        return demo.signIn(who);
    }

    /** Somebody who has signed in at a desk. */
    Page atDesk(String who) {
        return signedIn(browser.desk(), who);
    }

    /** Somebody who has signed in on a phone. */
    Page onPhone(String who) {
        return signedIn(browser.phone(), who);
    }

    private Page signedIn(BrowserContext context, String who) {
        var page = context.newPage();
        var card = demo.signIn(who);
        page.navigate(at("/sign-in"));
        if (!card.name().contains("@")) {
            page.locator("select[name=school]").selectOption(new SelectOption().setLabel(SCHOOL));
        }
        page.locator("input[name=name]").fill(card.name());
        page.locator("input[name=password]").fill(card.password());
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        assertThat(page).not().hasURL(at("/sign-in"));
        return page;
    }

    /** A parent on a phone who asks for a link and opens it from the newest letter in the outbox. */
    Page asParent(String address) {
        var page = browser.phone().newPage();
        page.navigate(at("/sign-in/parents"));
        page.locator("main form input:not([type=hidden])").first().fill(address);
        page.locator("main form button").first().click();
        openLetter(page, address);
        return page;
    }

    /** Opens the newest letter to an address, its link, and presses the button there. */
    void openLetter(Page page, String address) {
        page.navigate(at("/outbox"));
        page.locator("tr", new Page.LocatorOptions().setHasText(address))
                .first()
                .locator("a")
                .click();
        page.locator("main a.btn").first().click();
        page.locator("main form button").first().click();
    }

    /** From the start of what waits to be signed to the page that says thank you. */
    void sign(Page page, String name, String screens) {
        var begin = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start"));
        if (begin.count() == 0) {
            page.locator("main a[href*='/agreements/mine/']").first().click();
        }
        Browser.look(page, screens + "-agreement-start");
        begin.click();
        Browser.look(page, screens + "-agreement-read");
        page.locator("main a[href*='/sign']").last().click();
        page.locator("input[name=name]").fill(name);
        for (Locator box : page.locator("main input[type=checkbox]").all()) {
            box.check();
        }
        Browser.look(page, screens + "-agreement-sign");
        page.locator("main form button").first().click();
        assertThat(page.locator("h1")).containsText("Thank you");
        Browser.look(page, screens + "-agreement-done");
    }

    /** The token by which the gateway knows somebody's device: printed at the start, or given by the technician. */
    String token(String who) {
        return tokens.computeIfAbsent(who, name -> demo.token(name).orElseGet(() -> give(name)));
    }

    private String give(String who) {
        var technician = atDesk("Mr Price");
        technician.navigate(at("/device-tokens"));
        technician.locator("main input[type=search], main input[name=q]").first().fill(who);
        technician.keyboard().press("Enter");
        technician
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(who).setExact(true))
                .first()
                .click();
        technician.locator("input[name=device]").fill("A journey");
        technician.locator("main form:has(input[name=device]) button").first().click();
        var token = technician.locator("main code.mono").textContent().strip();
        technician.context().close();
        return token;
    }

    /** Somebody's browser behind the gateway. */
    Page behindTheGateway(String who) {
        return browser.deskBehind(demo.proxy(), token(who)).newPage();
    }

    /** What the gateway answered. */
    record Answer(int status, String to, String body) {}

    /** What somebody gets for an address, through the proxy. */
    Answer asked(String who, String url) throws IOException, InterruptedException {
        var proxy = URI.create(demo.proxy());
        try (var client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .build()) {
            var credentials = Base64.getEncoder().encodeToString((token(who) + ":").getBytes(StandardCharsets.UTF_8));
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

    /** Asks again and again until the answer has this status, and says what it said. */
    String within(Duration time, String who, String url, int status) throws IOException, InterruptedException {
        var end = Instant.now().plus(time);
        var answer = asked(who, url);
        while (answer.status() != status && Instant.now().isBefore(end)) {
            Thread.sleep(50);
            answer = asked(who, url);
        }
        assertThat(answer.status()).as("%s asks for %s", who, url).isEqualTo(status);
        return answer.body();
    }

    @Override
    public void close() {
        browser.close();
        demo.close();
    }
}
