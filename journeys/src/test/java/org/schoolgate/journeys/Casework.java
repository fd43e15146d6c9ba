package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** How people tell, open a case and go through it in a browser, a form at a time. */
final class Casework {
    private static final DateTimeFormatter TYPED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").withZone(ZoneId.of("Europe/London"));

    private final Stage stage;

    Casework(Stage stage) {
        this.stage = stage;
    }

    /** A time as a browser writes it: so many minutes ago. */
    String minutesAgo(int minutes) {
        return TYPED.format(stage.now().minus(Duration.ofMinutes(minutes)));
    }

    /** An adult tells; the pages have pictures of their own under that name. Ends on the page that says who reads it. */
    void tell(Page page, String matter, String words, String screen) {
        page.navigate(stage.at("/report"));
        page.locator("input[name=matter][value=" + matter + "]").check();
        page.locator("#words").fill(words);
        Browser.look(page, screen);
        press(page, "Send");
        assertThat(page.locator("h1")).hasText("Thank you. It is kept.");
    }

    /** Opens a case from what these words told, which waits; answers with the path of the case. */
    String open(Page page, String kind, String words) {
        page.navigate(stage.at("/reports"));
        var waiting = page.locator("main ul.list").first().locator("a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
        for (var report : waiting) {
            page.navigate(stage.at(report));
            if (page.locator("main").textContent().contains(words)) {
                page.getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions()
                                        .setName("Open a case")
                                        .setExact(true))
                        .click();
                return choose(page, kind);
            }
        }
        throw new AssertionError("nobody told: " + words);
    }

    /** Opens a case that follows from nothing that was told here. */
    String open(Page page, String kind) {
        page.navigate(stage.at("/cases/new"));
        return choose(page, kind);
    }

    private String choose(Page page, String kind) {
        page.locator("input[name=kind][value=" + kind + "]").check();
        press(page, "Open it");
        return page.url().replaceFirst("^" + stage.at("") + "(/cases/[^?]*).*$", "$1");
    }

    /** Somebody of the school, of whose name there is one, is put on a case. */
    void add(Page page, String path, String name, String part) {
        page.navigate(stage.at(path + "/people"));
        page.locator("main input[type=search]").fill(name);
        page.keyboard().press("Enter");
        assertThat(page.locator("input[name=person]")).hasCount(1);
        page.locator("input[name=person]").check();
        page.locator("input[name=part][value=" + part + "]").check();
        press(page, "Put them on it");
        assertThat(page.locator("main")).containsText("They are on the case.");
    }

    /** Does the step that is in front of the reader, which must be this one. */
    void step(Page page, String step, Map<String, String> said) {
        var form = page.locator("main form[action$='/steps/" + step + "']");
        assertThat(form).isVisible();
        said.forEach((field, value) -> fill(form, field, value));
        form.locator("button[type=submit], button:not([type])").first().click();
        assertThat(page.locator("main .notice--danger[role=status], main .errors"))
                .hasCount(0);
        assertThat(form).hasCount(0);
    }

    private static void fill(Locator form, String field, String value) {
        var choice = form.locator("input[type=radio][name='" + field + "'][value='" + value + "']");
        if (choice.count() > 0) {
            choice.check();
        } else {
            form.locator("[name='" + field + "']").fill(value);
        }
    }

    /** Sends what no page offers, as somebody would who knows the address; answers with the page that came of it. */
    String sends(Page page, String path, Map<String, String> said) {
        var form = FormData.create();
        form.set("_csrf", page.locator("input[name=_csrf]").first().inputValue());
        said.forEach(form::set);
        return page.request()
                .post(stage.at(path), RequestOptions.create().setForm(form))
                .text();
    }

    /** What somebody gets for a path who signs in at a desk. */
    int status(String who, String path) {
        return status(stage.atDesk(who), path);
    }

    /** What somebody gets for a path, whose browser is closed after it. */
    int status(Page page, String path) {
        var status = page.request().get(stage.at(path)).status();
        page.context().close();
        return status;
    }

    static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
