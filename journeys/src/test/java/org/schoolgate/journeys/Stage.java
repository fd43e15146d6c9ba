package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Where the journeys play: one demonstration and one browser, started once, and the ways in which people come in. */
final class Stage implements AutoCloseable {
    /** How long a change may take until every gateway keeps to it; it is measured elsewhere, here it is waited for. */
    static final Duration AT_ONCE = Duration.ofSeconds(5);

    static final String SCHOOL = "Greenfield Primary";

    private final Browser browser;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private RunningDemo demo;

    private Stage(RunningDemo demo) {
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
            return context.getRoot().getStore(JOURNEYS).computeIfAbsent(Stage.class, _ -> Stage.set(), Stage.class);
        }
    }

    private static Stage set() {
        try {
            return new Stage(
                    RunningDemo.start(Files.createTempDirectory(Files.createDirectories(Path.of("target")), "demo-")));
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
        return signedIn(browser.desk().newPage(), who);
    }

    /** Signs in. */
    Page signedIn(Page page, String who) {
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
        page.waitForLoadState();
        return page;
    }

    /** Where what was told stands, for somebody who hears it: every report whose page says certain words. */
    List<String> reportsThatSay(Page reader, String words) {
        reader.navigate(at("/reports"));
        return reader.locator("main li a").all().stream()
                .map(link -> link.getAttribute("href"))
                .filter(href -> href.startsWith("/reports/"))
                .filter(href -> reader.request().get(at(href)).text().contains(words))
                .toList();
    }

    /** A parent on a phone who asks for a link and opens it from the newest letter in the outbox. */
    Page asParent(String address) {
        var page = browser.phone().newPage();
        page.navigate(outboxOf(address));
        var before = newestLetter(page, address);
        page.navigate(at("/sign-in/parents"));
        page.locator("main form input:not([type=hidden])").first().fill(address);
        page.locator("main form button").first().click();
        awaitLetter(page, address, before);
        followLetter(page);
        return page;
    }

    /** Opens the newest letter to an address as soon as it is there. */
    void awaitLetter(Page page, String address) {
        awaitLetter(page, address, "");
    }

    private void awaitLetter(Page page, String address, String before) {
        var giveUp = Instant.now().plus(Duration.ofMinutes(2));
        page.navigate(outboxOf(address));
        while (newestLetter(page, address).equals(before) && Instant.now().isBefore(giveUp)) {
            page.waitForTimeout(250);
            page.reload();
        }
        lettersTo(page, address).first().click();
    }

    /** The letters to one address: after a round, the newest of all need not hold the one that is waited for. */
    private String outboxOf(String address) {
        return at("/outbox?q=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
    }

    /** Where the newest letter to an address is; empty before there is one. */
    private static String newestLetter(Page page, String address) {
        var letters = lettersTo(page, address);
        return letters.count() == 0 ? "" : letters.first().getAttribute("href");
    }

    private static Locator lettersTo(Page page, String address) {
        return page.locator("tr", new Page.LocatorOptions().setHasText(address)).locator("a");
    }

    /** Follows the link of the letter that is open, and presses the button there. */
    void followLetter(Page page) {
        page.locator("main a.btn").first().click();
        page.locator("main form button").first().click();
    }

    /** From the start of what waits to be signed to the page that says thank you. */
    void sign(Page page, String name, String screens) {
        sign(page, name, screens, words -> assertThat(words).contains("If something goes wrong"));
    }

    /** The same, with a look at the words that are signed. */
    void sign(Page page, String name, String screens, Consumer<String> words) {
        var size = page.viewportSize().width == Browser.PHONE_WIDTH ? "phone" : "desk";
        var begin = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Start"));
        if (begin.count() == 0) {
            page.locator("main a[href*='/agreements/mine/']").first().click();
        }
        Browser.look(page, screens + "-agreement-start-" + size);
        begin.click();
        Browser.look(page, screens + "-agreement-read-" + size);
        words.accept(page.locator("main").textContent());
        page.locator("main a[href*='/sign']").last().click();
        page.locator("input[name=name]").fill(name);
        for (Locator box : page.locator("main input[type=checkbox]").all()) {
            box.check();
        }
        Browser.look(page, screens + "-agreement-sign-" + size);
        page.locator("main form button").first().click();
        assertThat(page.locator("h1")).containsText("Thank you");
        Browser.look(page, screens + "-agreement-done-" + size);
    }

    /** The token by which the gateway knows somebody's device: printed at the start, or given by the technician. */
    String token(String who) {
        return tokens.computeIfAbsent(who, name -> demo.token(name).orElseGet(() -> give(name)));
    }

    private String give(String who) {
        var technician = atDesk("Mr Price");
        technician.navigate(at("/device-tokens"));
        technician
                .locator("main input[type=search], main input[name=q]")
                .first()
                .fill(who);
        technician.keyboard().press("Enter");
        technician
                .getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName(who).setExact(true))
                .first()
                .click();
        technician.locator("input[name=device]").fill("A journey");
        technician.locator("main form:has(input[name=device]) button").first().click();
        var token = technician.locator("main code.mono").textContent().strip();
        technician.context().close();
        awaitKnown(token);
        return token;
    }

    /** A new token is good as soon as the gateway has heard of it. */
    private void awaitKnown(String token) {
        try {
            var giveUp = Instant.now().plus(AT_ONCE);
            while (answer(token, "http://animal-facts.example/").status() == 407
                    && Instant.now().isBefore(giveUp)) {
                Thread.sleep(50);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Somebody's browser behind the gateway. */
    Page behindTheGateway(String who) {
        return browser.deskBehind(demo.proxy(), token(who)).newPage();
    }

    /** What the browser says of an address that it cannot open at all. */
    static String failure(Page page, String url) {
        try {
            page.navigate(url);
        } catch (PlaywrightException refused) {
            return String.valueOf(refused.getMessage());
        }
        throw new AssertionError(url + " opened");
    }

    /** A pupil of a class who may go online, found in the register by somebody who reads it. */
    String onlineIn(Page reader, String schoolClass) {
        var rows = table(reader, "/register.csv");
        var names = rows.stream().map(row -> row.get("Name")).toList();
        return rows.stream()
                .filter(row -> schoolClass.equals(row.get("Class")) && "May go online".equals(row.get("State")))
                .map(row -> row.get("Name"))
                .filter(name -> Collections.frequency(names, name) == 1)
                .map(Stage::called)
                .filter(name -> demo.token(name).isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody of " + schoolClass + " is online"));
    }

    /** A child of Robins, who is online while the teacher holds a session open. */
    String onlineInRobins(Page reader) {
        var teacher = atDesk("Miss Adeyemi");
        openSession(teacher, "Animals");
        teacher.context().close();
        return onlineIn(reader, "Robins");
    }

    /** A child presses yes on the teacher's device. */
    void sayYesInClass(Page teacher, String child) {
        teacher.navigate(at("/agreements/classes"));
        teacher.locator("main a[href^='/agreements/classes/']").first().click();
        teacher.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(little(child)).setExact(true))
                .click();
        teacher.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Yes").setExact(true))
                .click();
        assertThat(teacher.locator("body")).containsText("said yes");
    }

    /** Holds a session open for the first class of a teacher. */
    void openSession(Page teacher, String about) {
        teacher.navigate(at("/"));
        teacher.locator("a[href$='/today']").first().click();
        if (teacher.locator("#about").count() > 0) {
            teacher.locator("#about").fill(about);
            teacher.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Open it now"))
                    .click();
        }
        assertThat(teacher.locator("main")).containsText("Session open");
    }

    /** A young child who comes in by the class's card, its name and its secret picture, and types nothing. */
    Page byPicture(String child, String screens) {
        return byPicture(browser.desk(), child, screens);
    }

    /** The same at a device that others use as well. */
    Page byPicture(BrowserContext device, String child, String screens) {
        var teacher = atDesk("Miss Adeyemi");
        teacher.navigate(at("/accounts"));
        teacher.locator("#cards a, a[href^='/class-cards/']").first().click();
        var make = teacher.getByRole(
                AriaRole.BUTTON,
                new Page.GetByRoleOptions().setName("Make a class card").setExact(true));
        if (make.count() > 0) {
            make.click();
        }
        var card = teacher.locator("ul[aria-label^='The three pictures'] li").allTextContents();
        var secret = teacher.locator("main tr", new Page.LocatorOptions().setHasText(little(child)))
                .locator("td")
                .first()
                .textContent()
                .strip();
        teacher.context().close();

        var page = device.newPage();
        page.navigate(at("/sign-in/class"));
        page.locator("select[name=school]").selectOption(new SelectOption().setLabel(SCHOOL));
        page.locator("main form button").first().click();
        Browser.look(page, screens + "-class-card-desk");
        for (var picture : card) {
            press(page, picture.strip());
        }
        Browser.look(page, screens + "-class-name-desk");
        press(page, little(child));
        Browser.look(page, screens + "-class-picture-desk");
        press(page, secret);
        assertThat(page).hasURL(at("/"));
        page.waitForLoadState();
        return page;
    }

    private static void press(Page page, String tile) {
        page.locator("button.tile", new Page.LocatorOptions().setHasText(tile))
                .first()
                .click();
    }

    /** Anya Ashdown is Anya A where her class reads her name. */
    static String little(String name) {
        var parts = name.split(" ", 2);
        return parts[0] + " " + parts[1].charAt(0);
    }

    /** Ashdown, Anya is called Anya Ashdown. */
    private static String called(String sorted) {
        return sorted.replaceFirst("^(.*), (.*)$", "$2 $1");
    }

    /** The rows of a table that somebody takes as a file, each by its headings. */
    List<Map<String, String>> table(Page reader, String path) {
        var file = reader.request().get(at(path));
        assertThat(file.status()).as(path).isEqualTo(200);
        assertThat(file.headers().get("content-type")).startsWith("text/csv");
        var lines = file.text().replace("\uFEFF", "").lines().map(Stage::cells).toList();
        return lines.stream()
                .skip(1)
                .map(cells -> IntStream.range(0, cells.size())
                        .boxed()
                        .collect(Collectors.toMap(lines.getFirst()::get, cells::get)))
                .toList();
    }

    private static List<String> cells(String line) {
        return Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")
                .matcher(line)
                .results()
                .map(cell ->
                        cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""))
                .toList();
    }

    /** The time by the demonstration's clock. */
    Instant now() {
        return Instant.now().plus(demo.ahead());
    }

    /** How long it is by that clock until a moment. */
    Duration until(Instant moment) {
        return Duration.between(now(), moment);
    }

    /** Comes back when the demonstration's clock has reached a moment. */
    void awaitMoment(Instant moment) throws InterruptedException {
        while (until(moment).isPositive()) {
            Thread.sleep(100);
        }
    }

    /** Stops the program and starts it on the same data so far ahead of the time that a moment is to come in a minute. */
    void startAgainShortlyBefore(Instant moment) throws IOException, InterruptedException {
        demo = demo.again(
                Duration.between(Instant.now(), moment).minus(demo.took()).minusSeconds(20));
    }

    /** Stops the program and starts it on the same data when so much more time has gone by there. */
    void startAgainLater(Duration more) throws IOException, InterruptedException {
        demo = demo.again(demo.ahead().plus(more));
    }

    /** What the gateway answered. */
    record Answer(int status, String to, String body) {}

    /** What somebody gets for an address, through the proxy. */
    Answer asked(String who, String url) throws IOException, InterruptedException {
        return answer(token(who), url);
    }

    private Answer answer(String token, String url) throws IOException, InterruptedException {
        var proxy = URI.create(demo.proxy());
        try (var client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())))
                .build()) {
            var credentials = Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
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
