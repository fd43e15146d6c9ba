package org.schoolgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.schoolgate.RoleTables.Route;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Every screen that a child opens, by the tables of {@link RoleMatrixTest}. */
@PageTest
class ChildScreensTest {
    private static final Pattern TELLS = Pattern.compile("(action|href)=\"/tell\"");
    private static final Pattern ONE_REQUEST = Pattern.compile("href=\"(/requests/[0-9a-f-]{36})\"");

    private final Cast cast;
    private final People people;
    private final Roster roster;
    private final MockMvcTester mvc;

    ChildScreensTest(Cast cast, People people, Roster roster, MockMvcTester mvc) {
        this.cast = cast;
        this.people = people;
        this.roster = roster;
        this.mvc = mvc;
    }

    @Test
    @Keeps("UX-6")
    void eachHasTheWayToTellAnAdult() {
        var school = cast.greenfield();
        var children = Tenants.within(
                school.school(),
                () -> List.of(
                        Classroom.of(school, people, roster, "Robins", 1, "Adeyemi", "Tom Whitlock")
                                .pupil(0),
                        Classroom.kingfishers(school, people, roster).pupil(0)));
        for (var child : children) {
            var without = new ArrayList<String>();
            int shown = 0;
            for (var route : RoleTables.all().values()) {
                var page = isAChildsScreen(route) ? ask(route, child) : null;
                if (page != null && isShown(page)) {
                    shown++;
                    if (!TELLS.matcher(body(page)).find()) {
                        without.add(route.path());
                    }
                }
            }
            assertThat(without).as("for %s", child.phase()).isEmpty();
            assertThat(shown).isGreaterThan(5);
        }
    }

    @Test
    @Keeps("UX-6")
    void soHasTheAnswerToWhatAChildAskedFor() {
        var school = cast.greenfield();
        var priya = Tenants.within(
                school.school(),
                () -> Classroom.kingfishers(school, people, roster).pupil(0));
        assertThat(mvc.post()
                        .uri("/ask")
                        .param("site", "windrush-voices.example")
                        .param("reason", "my project")
                        .with(Cast.as(priya)))
                .hasStatus(302);
        var asked = ONE_REQUEST.matcher(body(page("/requests", priya)));
        assertThat(asked.find()).isTrue();

        assertThat(body(page(asked.group(1), priya))).containsPattern(TELLS);
    }

    private static boolean isAChildsScreen(Route route) {
        return route.method().equals("GET")
                && route.roles() != null
                && route.roles().contains(Role.PUPIL)
                && (!route.hasVariable() || route.path().startsWith("/agreements/mine/{subject}"));
    }

    private MockHttpServletResponse ask(Route route, Actor.Somebody child) {
        return page(route.path().replace("{subject}", child.person().toString()), child);
    }

    private MockHttpServletResponse page(String path, Actor child) {
        return mvc.get().uri(path).with(Cast.as(child)).exchange().getResponse();
    }

    private static boolean isShown(MockHttpServletResponse page) {
        return page.getStatus() == 200 && String.valueOf(page.getContentType()).startsWith("text/html");
    }

    private static String body(MockHttpServletResponse page) {
        try {
            return page.getContentAsString();
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
