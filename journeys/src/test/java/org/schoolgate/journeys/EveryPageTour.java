package org.schoolgate.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.schoolgate.journeys.Routes.Route;

/**
 * A tour of every page: somebody of each role comes in and follows the links from page to page, to one page of each route.
 * Every answer is looked through; the browser opens those that are made otherwise than what it has opened of that route, and
 * they are as wide as its window on a desk and on a phone, say nothing on its console, and axe finds nothing. With the system
 * property {@code schoolgate.screens} it opens them all, and each keeps a picture.
 *
 * <p>It takes five minutes, so it is no test of every build: {@code ./schoolgate test EveryPageTour}.
 */
@ExtendWith(Stage.Sharing.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@org.junit.jupiter.api.Order(35)
class EveryPageTour {
    private static final boolean WITH_PICTURES = Boolean.getBoolean("schoolgate.screens");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static final String CHAIRS_PASSWORD = "lantern-otter-marble-42";

    /** Where no link leads on this tour, and why. */
    private static final Map<String, String> NO_LINK = Map.ofEntries(
            Map.entry("/error", "it shows what failed, and nothing may fail"),
            Map.entry("/held", "only who is held is led there"),
            Map.entry("/online", "it leads over to the gateway, which is another site"),
            Map.entry("/online-now", "whoever has one class is led on to it"),
            Map.entry("/agreements/mine", "whoever answers for one person is led on to them"),
            Map.entry("/s/{token}", "a letter leads there; the parent came by one"),
            Map.entry("/set-password", "a letter leads there; the chair came by one and looked at it"),
            Map.entry("/sign-in/class/name", "the class's card leads there; the youngest came by it and looked at it"),
            Map.entry("/sign-in/locked", "only whoever left their page alone is led there"),
            Map.entry("/classes/{id}/who-is-in", "a part of today's page, which renews itself by it"),
            Map.entry("/agreements/scans/{id}", "the demonstration has no paper that was scanned"),
            Map.entry("/cases/{id}/evidence/{piece}/cover", "a picture on its page, and no page"),
            Map.entry("/handover", "a letter to another school leads there"),
            Map.entry(
                    "/sanction-letters/{id}",
                    "a letter leads there; a parent comes by one in the journey of a sanction"),
            Map.entry("/alarms/{id}", "who is rung is led there, in the journey of a danger at night"),
            Map.entry("/people/{id}/return", "of a child who leaves or has left"));

    static final List<Visitor> VISITORS = List.of(
            new Visitor("public", ""),
            new Visitor("ks1", "Tom Ellis"),
            new Visitor("ks2", "Priya Nair"),
            new Visitor("parent", "lena.marsh@families.example"),
            new Visitor("teacher", "Mr Hale"),
            new Visitor("ks1teacher", "Miss Adeyemi"),
            new Visitor("assistant", "Mr Katz"),
            new Visitor("osc", "Miss Farrow"),
            new Visitor("lead", "Ms Okafor"),
            new Visitor("head", "Mrs Lindqvist"),
            new Visitor("otherhead", "Mr Pryce"),
            new Visitor("office", "Mrs Underwood"),
            new Visitor("technician", "Mr Price"),
            new Visitor("governor", "Mr Lowe"),
            new Visitor("chair", "Dr Mensah"),
            new Visitor("trust", "Mrs Abbott"));

    /** Somebody who goes on the tour, and what their pictures are called after. */
    record Visitor(String is, String who) {
        private boolean isParent() {
            return is.equals("parent");
        }

        /** Where they begin: at their first screen, and where no link leads. */
        private List<String> doors() {
            return switch (is) {
                case "public" ->
                    List.of(
                            "/sign-in",
                            "/about",
                            "/outbox",
                            "/agreement-needed",
                            "/receipts",
                            "/receipts/certificate",
                            "/not-me/thank-you",
                            "/api");
                case "otherhead" -> List.of("/agreements/papers", "/agreements/families");
                case "trust" -> List.of("/", "/ui", "/ui/trouble/503");
                default -> List.of("/");
            };
        }

        /** Whom they look for where one can look: a child of their school. */
        private String sought() {
            return is.equals("otherhead") ? "Costa" : "Ellis";
        }

        /** The outbox is the same for everybody; of another school's only a round that is open is seen. */
        private boolean follows(Route route) {
            return switch (is) {
                case "public" -> true;
                case "otherhead" ->
                    route.path().startsWith("/agreements/papers")
                            || route.path().startsWith("/agreements/families");
                default -> !route.path().startsWith("/outbox");
            };
        }

        private int width(Route route) {
            boolean onPhone = isParent() || (is.startsWith("ks") && route.path().startsWith("/tell"));
            return onPhone ? Browser.PHONE_WIDTH : Browser.DESK_WIDTH;
        }

        private String picture(Route route) {
            return is + "-" + route.words() + (width(route) == Browser.PHONE_WIDTH ? "-phone" : "-desk");
        }

        @Override
        public String toString() {
            return is;
        }
    }

    private final Stage stage;
    private final Routes routes = Routes.read();
    private final Map<String, String> landings = new HashMap<>();
    private final Set<Route> visited = new HashSet<>();
    private final Set<String> ways = new HashSet<>();
    private final Set<String> opened = new HashSet<>();
    private final Set<String> checked = new HashSet<>();
    private final Set<String> pictured = new HashSet<>();

    EveryPageTour(Stage stage) {
        this.stage = stage;
    }

    @Test
    @Order(1)
    void thereIsSomethingOfEverythingToSee() {
        var parent = stage.asParent("lena.marsh@families.example");
        parent.locator("main a[href*='/agreements/mine/']").first().click();
        parent.navigate(parent.url().replaceFirst("(/agreements/mine/[^/?]+).*", "$1/question"));
        parent.locator("main textarea").fill("Who reads what Joe writes?");
        send(parent);

        var child = stage.atDesk("Priya Nair");
        child.navigate(stage.at("/tell"));
        child.getByLabel("What happened?").fill("Somebody keeps asking for my password");
        child.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send"))
                .click();
        assertThat(child.locator("h1")).containsText("We told");
        landings.put("ks2", path(child.url()));
        child.context().close();

        var teacher = stage.atDesk("Mr Hale");
        teacher.navigate(stage.at("/ask"));
        teacher.locator("#sites").fill("museum.example");
        teacher.locator("#forWhom").selectOption(new SelectOption().setLabel("Kingfishers"));
        teacher.locator("#until")
                .fill(LocalDate.ofInstant(stage.now(), LONDON).plusDays(7).toString());
        teacher.locator("#reason").fill("For our topic on rivers");
        teacher.locator("main input[type=checkbox]").check();
        send(teacher);

        var coordinator = stage.atDesk("Miss Farrow");
        coordinator.navigate(stage.at("/requests/queue"));
        coordinator
                .locator("main a[href*='/requests/queue']", new Page.LocatorOptions().setHasText("museum.example"))
                .click();
        coordinator
                .locator(".yn label", new Page.LocatorOptions().setHasText("Open"))
                .first()
                .click();
        coordinator.locator("#reason").fill("It fits the topic");
        coordinator
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Record the decision"))
                .click();
        assertThat(coordinator.locator("main")).containsText("is open");
        coordinator.navigate(stage.at("/filter/test"));
        coordinator.locator("form[action='/filter/test'] button").click();
        coordinator.locator("main a[href^='/filter/test/']").first().waitFor();
        coordinator.navigate(stage.at("/look-ups/new"));
        coordinator.locator("input[name=about]").first().check();
        coordinator.locator("#what").fill("Priya Nair");
        coordinator.locator("input[name=purpose]").first().check();
        coordinator.locator("#because").fill("She told that somebody asks for her password");
        send(coordinator);

        var office = stage.atDesk("Mrs Underwood");
        office.navigate(stage.at("/roster/imports"));
        office.locator("#file")
                .setInputFiles(new FilePayload(
                        "newcomers.csv",
                        "text/csv",
                        "Forename,Surname,Year,Class\nIvo,Reed,6,Kingfishers\n".getBytes(StandardCharsets.UTF_8)));
        send(office);
    }

    /** Presses the first button of the page's own, and has done. */
    private static void send(Page page) {
        var before = page.url();
        page.locator("main form button").first().click();
        assertThat(page).not().hasURL(before);
        page.context().close();
    }

    private Page comesIn(Visitor visitor) {
        return switch (visitor.is()) {
            case "public" -> stage.browser().desk().newPage();
            case "parent" -> stage.asParent(visitor.who());
            case "ks1" -> {
                var teacher = stage.atDesk("Miss Adeyemi");
                stage.openSession(teacher, "The tour");
                teacher.context().close();
                yield stage.byPicture(visitor.who(), visitor.is());
            }
            case "chair" -> theFirstTime(visitor);
            default -> stage.atDesk(visitor.who());
        };
    }

    /** Somebody for whom the head opens an account, and who sets their password by the letter. */
    private Page theFirstTime(Visitor visitor) {
        var head = stage.atDesk("Mrs Lindqvist");
        head.navigate(stage.at("/accounts/new"));
        head.locator("label", new Page.LocatorOptions().setHasText(visitor.who()))
                .click();
        head.locator("main form button").first().click();
        assertThat(head.locator("main")).containsText("was sent a link");
        var address = head.locator("main").textContent().replaceFirst("(?s).*was sent a link to (\\S+)\\. .*", "$1");
        head.context().close();

        var page = stage.browser().desk().newPage();
        stage.awaitLetter(page, address);
        stage.followLetter(page);
        Browser.look(page, visitor.is() + "-set-password-desk");
        page.locator("input[name=password]").fill(CHAIRS_PASSWORD);
        page.locator("input[name=again]").fill(CHAIRS_PASSWORD);
        page.locator("main form button").first().click();
        page.locator("input[name=name]").fill(address);
        page.locator("input[name=password]").fill(CHAIRS_PASSWORD);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        assertThat(page).hasURL(stage.at("/"));
        return page;
    }

    @ParameterizedTest
    @FieldSource("VISITORS")
    @Order(2)
    void everyPageOnTheirWayIsWhole(Visitor visitor) {
        var page = comesIn(visitor);
        var faults = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                faults.add("%s says on the console: %s".formatted(page.url(), message.text()));
            }
        });
        page.onPageError(error -> faults.add("%s fails: %s".formatted(page.url(), error)));

        var seen = new HashSet<Route>();
        var ahead = new ArrayDeque<Step>();
        visitor.doors().forEach(door -> ahead.add(new Step("", door)));
        if (landings.containsKey(visitor.is())) {
            ahead.add(new Step("", landings.get(visitor.is())));
        }
        while (!ahead.isEmpty()) {
            var step = ahead.removeFirst();
            var route = routes.of(step.to());
            if (route.isEmpty()) {
                faults.add("%s, a link of %s, is in no table".formatted(step.to(), step.from()));
            } else if (visitor.follows(route.get()) && isNew(step.key(route.get(), visitor), route.get(), seen)) {
                ahead.addAll(follow(step, route.get(), visitor, page, faults));
            }
        }
        page.context().close();
        assertThat(faults).isEmpty();
    }

    /** A way from the page of one route to another page. */
    private record Step(String from, String to) {
        /** Beside one page of each route for each visitor: one for each route that leads there, and what each visitor finds. */
        private String key(Route route, Visitor visitor) {
            return route.path()
                    + (route.hasVariable() ? " from " + from : "")
                    + (to.endsWith("=" + visitor.sought()) ? " for " + visitor : "");
        }
    }

    private boolean isNew(String way, Route route, Set<Route> seen) {
        boolean newWay = ways.add(way);
        boolean newRoute = seen.add(route);
        return newWay || newRoute;
    }

    /** Goes there, adds what is wrong, and says where one gets to from there. */
    private List<Step> follow(Step step, Route route, Visitor visitor, Page page, List<String> faults) {
        var answer = page.request().get(stage.at(step.to()));
        if (answer.status() != 200) {
            faults.add("%s, a link of %s, answers %d".formatted(step.to(), step.from(), answer.status()));
            return List.of();
        }
        if (!routes.of(path(answer.url())).equals(Optional.of(route))) {
            return path(answer.url()).isEmpty() ? List.of() : List.of(new Step(step.from(), path(answer.url())));
        }
        visited.add(route);
        if (!answer.headers().getOrDefault("content-type", "").startsWith("text/html")) {
            return List.of();
        }
        var read = Reading.of(page, answer.text(), answer.url(), visitor.sought());
        read.leftOver().forEach(words -> faults.add("%s has words left over: %s".formatted(step.to(), words)));
        boolean forAPicture = WITH_PICTURES && pictured.add(visitor.is() + route.path());
        if (opened.add(route.path() + read.make()) || forAPicture) {
            page.navigate(stage.at(step.to()));
            look(page, visitor, route, forAPicture, faults);
        }
        return read.links().stream().map(link -> new Step(route.path(), link)).toList();
    }

    /** Looks at the page that is open on a desk and on a phone, beginning with what it is not meant for first. */
    private void look(Page page, Visitor visitor, Route route, boolean forAPicture, List<String> faults) {
        boolean check = checked.add(route.path());
        int last = check || forAPicture ? visitor.width(route) : other(page.viewportSize().width);
        for (int width : new int[] {other(last), last}) {
            page.setViewportSize(width, height(width));
            if (Browser.overhang(page) > 0) {
                faults.add("%s is %d wider than %d".formatted(page.url(), Browser.overhang(page), width));
            }
        }
        if (forAPicture) {
            Browser.picture(page, visitor.picture(route));
        }
        if (check) {
            page.setViewportSize(last, Browser.LONGEST);
            Browser.faults(page).forEach(fault -> faults.add("axe on %s: %s".formatted(page.url(), fault)));
        }
    }

    private static int other(int width) {
        return width == Browser.DESK_WIDTH ? Browser.PHONE_WIDTH : Browser.DESK_WIDTH;
    }

    private static int height(int width) {
        return width == Browser.DESK_WIDTH ? Browser.DESK_HEIGHT : Browser.PHONE_HEIGHT;
    }

    @Test
    @Order(3)
    void whatIsClosedIsAWholePageForEveryAge() {
        var lead = stage.atDesk("Ms Okafor");
        var readers = Map.of("ks1", stage.onlineInRobins(lead), "ks2", "Priya Nair", "teacher", "Mr Hale");
        lead.context().close();

        readers.forEach((is, reader) -> {
            var page = stage.behindTheGateway(reader);
            assertThat(page.navigate("http://casino.example/").status()).as(is).isEqualTo(403);
            Browser.look(page, is + "-closed-desk");
            page.setViewportSize(Browser.PHONE_WIDTH, Browser.PHONE_HEIGHT);
            assertThat(Browser.overhang(page)).as(is).isZero();
            page.context().close();
        });
    }

    @Test
    @Order(4)
    void noPageIsLeftOut() {
        assertThat(routes.all().stream().map(Route::path)).containsAll(NO_LINK.keySet());
        assertThat(routes.all().stream()
                        .filter(route -> !visited.contains(route))
                        .map(Route::path))
                .as("nobody's links lead there")
                .isSubsetOf(NO_LINK.keySet());
    }

    private String path(String url) {
        return url.startsWith(stage.at("/")) ? url.substring(stage.at("").length()) : "";
    }
}
