package org.schoolgate.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Chromium, as a phone or as a desk, alone or behind the school's gateway. */
final class Browser implements AutoCloseable {
    static final int PHONE_WIDTH = 390;
    static final int PHONE_HEIGHT = 844;
    static final int TABLET_WIDTH = 768;
    static final int TABLET_HEIGHT = 1024;
    static final int DESK_WIDTH = 1280;
    static final int DESK_HEIGHT = 900;

    /** The height of the longest picture. */
    static final int LONGEST = 2600;

    private static final Path SCREENS = Path.of("target", "screens");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    Browser() {
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment()));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** Without windows where it is installed so, which leaves more of a small machine to what is tried out. */
    private static Path chromium() {
        var withoutWindows = Path.of("/usr/bin/chromium-headless-shell");
        return Files.isExecutable(withoutWindows) ? withoutWindows : Path.of("/usr/bin/chromium");
    }

    private static Map<String, String> environment() {
        return Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    }

    /** A phone in portrait. */
    BrowserContext phone() {
        return chromium.newContext(
                options(PHONE_WIDTH, PHONE_HEIGHT).setIsMobile(true).setHasTouch(true));
    }

    /** A tablet in portrait, as a class has them. */
    BrowserContext tablet() {
        return chromium.newContext(options(TABLET_WIDTH, TABLET_HEIGHT).setHasTouch(true));
    }

    /** A desk or a laptop. */
    BrowserContext desk() {
        return chromium.newContext(options(DESK_WIDTH, DESK_HEIGHT));
    }

    /** The same behind the gateway, known to it by a token. */
    BrowserContext deskBehind(String proxy, String token) {
        return chromium.newContext(options(DESK_WIDTH, DESK_HEIGHT)
                .setProxy(new Proxy(proxy).setUsername(token).setPassword("x")));
    }

    private static NewContextOptions options(int width, int height) {
        return new NewContextOptions()
                .setViewportSize(width, height)
                .setLocale("en-GB")
                .setTimezoneId("Europe/London");
    }

    /** Checks the page for everybody's use, and keeps a picture of it. */
    static void look(Page page, String name) {
        picture(page, name);
        assertThat(faults(page)).as("what axe found on " + name).isEmpty();
    }

    /** Keeps a picture of the page, of a long one its beginning, with what stays at the window's foot at its own. */
    static void picture(Page page, String name) {
        var size = page.viewportSize();
        var height = ((Number) page.evaluate("() => document.documentElement.scrollHeight")).intValue();
        page.setViewportSize(size.width, Math.clamp(height, size.height, LONGEST));
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENS.resolve(name + ".png")));
        page.setViewportSize(size.width, size.height);
    }

    /** What axe finds on the page, in a line each. Of a long table it looks at the first rows: the others are like them. */
    static List<String> faults(Page page) {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                        .setLegacyMode(true)
                        .options(options)
                        .exclude("tbody tr:nth-child(n + 16)")
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(node -> node.getHtml())
                                        .limit(3)
                                        .toList())
                        .toList();
    }

    /** By how many pixels the page is wider than its window. */
    static int overhang(Page page) {
        return ((Number) page.evaluate(
                        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    /** What the page is made of, whatever it says: two pages of the same make look alike. */
    static String make(Page page) {
        return String.valueOf(page.evaluate("""
                () => [document.body.className, ...new Set([...document.querySelectorAll('main *')]
                    .map(part => part.tagName + '.' + part.getAttribute('class')))].sort().join(' ')"""));
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
