package org.schoolgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolgate.RoleTables.Route;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Who may call what, over HTTP, held against tables that were written by hand: {@code roles/<module>.txt}, a line a
 * route, {@code POST /reports/{id}/take : HEAD TEACHER}. {@code everybody} is whoever is signed in, {@code public} whoever
 * comes. A route that is in no table fails the test.
 */
@PageTest
class RoleMatrixTest {
    private static final String DRAFT = "/cases/procedures/{id}/draft";

    private static final String OWN_DRAFT =
            "kinds of procedure are the same in every school, what is written of one is the asker's; ProcedurePagesTest";

    /** Routes whose variable names nothing of a school, each with its reason. */
    private static final Map<String, String> OF_NO_SCHOOL = Map.ofEntries(
            Map.entry(
                    "GET /cases/procedures/{id}",
                    "it is a name, and of a school's own kinds the asker's; OwnKindsTest"),
            Map.entry(
                    "POST /cases/procedures/{id}/known",
                    "it is a name, and of a school's own kinds the asker's; OwnKindsTest"),
            Map.entry(
                    "POST /cases/procedures/{id}/retired",
                    "it is a name, and of a school's own kinds the asker's; OwnKindsTest"),
            Map.entry(
                    "POST /cases/procedures/{id}/offered",
                    "it is a name, and of a school's own kinds the asker's; OwnKindsTest"),
            Map.entry("GET " + DRAFT, OWN_DRAFT),
            Map.entry("POST " + DRAFT, OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/cover", OWN_DRAFT),
            Map.entry("GET " + DRAFT + "/steps/{step}", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/steps/{step}", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/steps", OWN_DRAFT),
            Map.entry("GET " + DRAFT + "/text", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/text", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/ours", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/asking", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/decision", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/end", OWN_DRAFT),
            Map.entry("GET " + DRAFT + "/trial", OWN_DRAFT),
            Map.entry("POST " + DRAFT + "/trial", OWN_DRAFT),
            Map.entry("GET /filter/profiles/{group}", "kinds of reader are the same in every school"),
            Map.entry(
                    "GET /filter/profiles/{group}/{category}",
                    "kinds of reader and categories are the same in every school"),
            Map.entry(
                    "POST /filter/profiles/{group}/{category}",
                    "as these, and what is chosen is the asker's own school's"),
            Map.entry("GET /filter/profiles/{group}/safe-modes", "kinds of reader are the same in every school"),
            Map.entry(
                    "POST /filter/profiles/{group}/safe-modes",
                    "as these, and what is chosen is the asker's own school's"),
            Map.entry("GET /filter/profiles/{group}/https", "kinds of reader are the same in every school"),
            Map.entry(
                    "POST /filter/profiles/{group}/https", "as these, and what is chosen is the asker's own school's"),
            Map.entry("GET /who-hears/{matter}", "what can be told about is the same in every school"),
            Map.entry(
                    "POST /who-hears/{matter}",
                    "what can be told about is the same in every school, where it goes is the asker's school's"),
            Map.entry("GET /s/{token}", "a link's secret is whoever holds it; OneTimeLinksTest"),
            Map.entry("POST /s/{token}", "a link's secret is whoever holds it; OneTimeLinksTest"),
            Map.entry("GET /settings/{key}", "a setting's name is the same in every school"),
            Map.entry(
                    "POST /settings/{key}",
                    "a setting's name is the same in every school, its value is the asker's own school's"),
            Map.entry("GET /ui/{page}", "the gallery of components"),
            Map.entry("GET /ui/trouble/{status}", "the gallery of components"),
            Map.entry("GET /contact-cards/{agency}", "agencies are the same in every school"),
            Map.entry(
                    "POST /contact-cards/{agency}",
                    "agencies are the same in every school, a card is the asker's school's"),
            Map.entry(
                    "POST /telephone/calls/{secret}", "a call's secret is the provider's, who signs; PhoneLadderTest"),
            Map.entry(
                    "POST /telephone/calls/{secret}/keys",
                    "a call's secret is the provider's, who signs; PhoneLadderTest"),
            Map.entry(
                    "POST /telephone/calls/{secret}/over",
                    "a call's secret is the provider's, who signs; PhoneLadderTest"));

    /** Routes that want a file, each with the test that asks for another school's thing there. */
    private static final Map<String, String> WITH_A_FILE = Map.of(
            "POST /agreements/papers/{subject}", "PaperPagesTest.papersOfAnotherSchoolAreNotThere",
            "POST /agreements/texts/{id}/translations/sheet", "TranslationPagesTest.textsOfAnotherSchoolAreNotThere");

    private final MockMvc mvc;
    private final Cast cast;
    private final SchoolObjects objects;
    private final RequestMappingHandlerMapping mapping;

    RoleMatrixTest(
            MockMvc mvc,
            Cast cast,
            AutowireCapableBeanFactory beans,
            RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.mvc = mvc;
        this.cast = cast;
        this.objects = beans.createBean(SchoolObjects.class);
        this.mapping = requestMappingHandlerMapping;
    }

    @Test
    void everyRouteIsInATableAndEveryTableNamesRealRoutes() {
        var mapped = new TreeSet<String>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (isOurs(handler.getBeanType())) {
                var methods = info.getMethodsCondition().getMethods();
                for (var path : info.getPatternValues()) {
                    (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                            .forEach(method -> mapped.add(method + " " + path));
                }
            }
        });

        assertThat(mapped).isNotEmpty().isEqualTo(new TreeSet<>(RoleTables.all().keySet()));
    }

    @Test
    void everyRouteWithAnIdHasARealThingToAskFor() {
        var withId = RoleTables.all().values().stream()
                .filter(Route::hasVariable)
                .map(Route::key)
                .filter(key -> !OF_NO_SCHOOL.containsKey(key) && !WITH_A_FILE.containsKey(key))
                .toList();

        assertThat(objects.furnish().lines().keySet())
                .as("each route with an id has its line in SchoolObjects, for ObjectMatrixTest")
                .containsExactlyInAnyOrderElementsOf(withId);
    }

    @Test
    @Keeps("SEC-9")
    void nobodyGetsPastTheTable() {
        var school = cast.greenfield();
        var wrong = new ArrayList<String>();
        int asked = 0;
        for (var route : RoleTables.all().values()) {
            for (var role : Role.values()) {
                var actor = new Actor.Somebody(
                        school.school(),
                        PersonId.random(),
                        "Somebody",
                        Set.of(role),
                        role == Role.PUPIL ? Phase.KS2 : null);
                int status = ask(route, actor);
                var may = route.roles() == null || route.roles().contains(role);
                if (may == isRefusal(status) && !(may && status == 404)) {
                    wrong.add("%s as %s: %d".formatted(route.key(), role, status));
                }
                asked++;
            }
        }

        assertThat(wrong).as("of %d asked", asked).isEmpty();
        assertThat(asked).isEqualTo(RoleTables.all().size() * Role.values().length);
    }

    /** By the tables, to which {@link #nobodyGetsPastTheTable} holds the program. */
    @Test
    @Keeps("ACC-10")
    void whoIsHereForATimeReachesLittle() {
        assertThat(ofTheirRole(Role.COMMUNITY_USER))
                .isNotEmpty()
                .allMatch(key -> key.contains(" /agreements/mine") || key.contains(" /report/drafts"));
        assertThat(ofTheirRole(Role.TEACHER))
                .containsAll(ofTheirRole(Role.STUDENT_TEACHER))
                .hasSizeGreaterThan(ofTheirRole(Role.STUDENT_TEACHER).size());
    }

    /** What somebody reaches for what they are, and not as everybody does. */
    private static Set<String> ofTheirRole(Role role) {
        return RoleTables.all().values().stream()
                .filter(route -> route.roles() != null
                        && route.roles().contains(role)
                        && route.roles().size() < Role.values().length)
                .map(Route::key)
                .collect(Collectors.toSet());
    }

    @Test
    @Keeps("SEC-9")
    void whoeverLostTheirRolesIsLetInNowhere() {
        var school = cast.greenfield();
        var former = new Actor.Somebody(school.school(), PersonId.random(), "A former teacher", Set.of(), null);
        var open = RoleTables.all().values().stream()
                .filter(route -> route.roles() != null)
                .filter(route -> !isRefusal(ask(route, former)))
                .map(Route::key)
                .toList();

        assertThat(open).isEmpty();
    }

    @Test
    void whoeverIsNotSignedInIsSentToTheDoor() {
        var open = RoleTables.all().values().stream()
                .filter(route -> !route.isPublic())
                .filter(route -> !route.path().startsWith("/api/"))
                .filter(route -> !isDoor(route))
                .map(Route::key)
                .toList();

        assertThat(open).isEmpty();
    }

    /** From an address of its own: so many wrong links and tickets make the program wait for whoever comes from there. */
    private static MockHttpServletRequest fromElsewhere(MockHttpServletRequest request) {
        request.setRemoteAddr("192.0.2.7");
        return request;
    }

    /** A controller of the program, not one that a test brings. */
    private static boolean isOurs(Class<?> controller) {
        return controller.getName().startsWith("org.schoolgate")
                && !controller
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath()
                        .contains("test-classes");
    }

    /** 403, or 404 for a thing of which they may not even know that it is not there. */
    private static boolean isRefusal(int status) {
        return status == 401 || status == 403 || status == 404;
    }

    private int ask(Route route, Actor actor) {
        try {
            return mvc.perform(MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), route.somewhere())
                            .with(Cast.as(actor))
                            .with(RoleMatrixTest::fromElsewhere))
                    .andReturn()
                    .getResponse()
                    .getStatus();
        } catch (Exception e) {
            throw new IllegalStateException(route.key() + " as " + actor.roles(), e);
        }
    }

    private boolean isDoor(Route route) {
        try {
            var response = mvc.perform(
                            MockMvcRequestBuilders.request(HttpMethod.valueOf(route.method()), route.somewhere())
                                    .with(org.springframework.security.test.web.servlet.request
                                            .SecurityMockMvcRequestPostProcessors.csrf()))
                    .andReturn()
                    .getResponse();
            var to = response.getRedirectedUrl();
            return response.getStatus() == 302 && to != null && to.contains("/sign-in");
        } catch (Exception e) {
            throw new IllegalStateException(route.key(), e);
        }
    }
}
