package org.schoolgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.schoolgate.SchoolObjects.Line;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who may touch a thing that really is there, over HTTP. {@link RoleMatrixTest} asks with ids that are nobody's; here a
 * real thing of one school stands behind each route that has an id in its path, and everybody of another school asks for
 * it, whoever was somebody here once, and those whose role would do and whose thing it is not. Each is refused, and the
 * school is as it was, row by row.
 */
@PageTest
class ObjectMatrixTest {
    /** Acts that change nothing in this school when they are rightly done, each with its reason. */
    private static final Map<String, String> CHANGES_NOTHING = Map.of(
            "POST /roster/imports/{id}/school", "a table of the school's own is about one school",
            "POST /roster/imports/{id}/application", "the fingerprint is not that of the preview",
            "POST /people/{id}/notes", "it reads, and the record has it",
            "POST /cases/{id}/teller/read", "it reads, and the record has it",
            "POST /people/{id}/roles/end", "the role began today, and ends with yesterday",
            "POST /agreements/texts/{id}/change", "it is a major change from the beginning",
            "POST /classes/{id}/going-online", "the line before it has opened the class's time",
            "POST /agreements/rounds/{id}/letters", "everybody here is reached by e-mail",
            "POST /class-cards/{id}/{child}/tries", "tries are counted beside the schools, by a keyed hash");

    /** What stays somebody's own when they are nothing to the school any more, each with its reason. */
    private static final Map<String, String> STAYS_OWN =
            Map.of("POST /my-account/sessions/{id}/end", "to end one's own session is never refused");

    private static final String TABLES = """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relforcerowsecurity
              and c.relname not like 'audit%'
            order by 1
            """;

    private final MockMvc mvc;
    private final Cast cast;
    private final SchoolObjects objects;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ObjectMatrixTest(
            MockMvc mvc,
            Cast cast,
            AutowireCapableBeanFactory beans,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.mvc = mvc;
        this.cast = cast;
        this.objects = beans.createBean(SchoolObjects.class);
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Test
    void whoeverItIsForIsLetInAndWhatTheyDoIsDone() {
        var here = objects.furnish();
        var wrong = new ArrayList<String>();
        for (var line : here.lines().values()) {
            var before = rows(here.school());
            int status = ask(line, line.by());
            if (status != 200 && status != 302) {
                wrong.add("%s as %s: %d".formatted(line.route(), line.by().name(), status));
            }
            if (line.method().equals("POST")
                    && before.equals(rows(here.school()))
                    && !CHANGES_NOTHING.containsKey(line.route())) {
                wrong.add("%s as %s changed nothing"
                        .formatted(line.route(), line.by().name()));
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    @Keeps({"TRU-4", "DAT-12"})
    void nobodyOfAnotherSchoolIsLetIn() {
        var here = objects.furnish();
        var other = cast.greenfield();

        assertThat(letIn(here, line -> Stream.of(Role.values()).map(role -> as(line.by(), other, Set.of(role)))))
                .isEmpty();
    }

    @Test
    void whoeverWasSomebodyHereIsLetInNoMore() {
        var here = objects.furnish();

        assertThat(letIn(
                        here,
                        line -> STAYS_OWN.containsKey(line.route())
                                ? Stream.of()
                                : Stream.of(as(line.by(), here.school(), Set.of()))))
                .isEmpty();
    }

    @Test
    @Keeps({"DAT-9", "SEC-9", "SEC-13"})
    void thoseWhoseItIsNotAreNotLetIn() {
        var here = objects.furnish();

        assertThat(letIn(here, line -> line.notBy().stream())).isEmpty();
    }

    /** Whoever of these was let in anywhere, or changed anything although refused. */
    private List<String> letIn(SchoolObjects.Furnished here, Function<Line, Stream<Actor.Somebody>> strangers) {
        var before = rows(here.school());
        var wrong = new ArrayList<String>();
        int asked = 0;
        for (var line : here.lines().values()) {
            for (var stranger : strangers.apply(line).toList()) {
                int status = ask(line, stranger);
                if (status != 403 && status != 404) {
                    wrong.add("%s as %s %s: %d".formatted(line.route(), stranger.name(), stranger.roles(), status));
                }
                asked++;
            }
            var after = rows(here.school());
            if (!after.equals(before)) {
                wrong.add(line.route() + " changed something");
                before = after;
            }
        }
        assertThat(asked).isPositive();
        return wrong;
    }

    /** Somebody with the very same identity, elsewhere or with other roles. */
    private static Actor.Somebody as(Actor.Somebody who, Greenfield school, Set<Role> roles) {
        return new Actor.Somebody(
                school.school(), who.person(), who.name(), roles, roles.contains(Role.PUPIL) ? Phase.KS2 : null);
    }

    private int ask(Line line, Actor.Somebody actor) {
        var request = MockMvcRequestBuilders.request(HttpMethod.valueOf(line.method()), line.path());
        line.form().forEach((name, value) -> request.param(name, value.split(",", -1)));
        try {
            return mvc.perform(request.with(Cast.as(actor)))
                    .andReturn()
                    .getResponse()
                    .getStatus();
        } catch (Exception e) {
            throw new IllegalStateException(line.route() + " as " + actor.roles(), e);
        }
    }

    /** A digest of every row of the school, its record of what happened apart. */
    private List<String> rows(Greenfield school) {
        var each = jdbc.sql(TABLES).query(String.class).list().stream()
                .map(
                        "select '%1$s ' || count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) from %1$s t"
                                ::formatted)
                .collect(Collectors.joining(" union all "));
        return Tenants.within(
                school.school(),
                () -> transaction.execute(
                        _ -> jdbc.sql(each).query(String.class).list()));
    }
}
