package org.schoolgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/**
 * Forms that stay open while other things happen, in a browser with its cookies. It has an application of its own: its
 * database goes away, and where a test has sent a form without a page, the application keeps proofs in another way.
 */
@PageTest
@TestPropertySource(properties = "spring.application.name=open-forms")
class OpenFormsTest {
    private static final String PASSWORD = "lantern puddle otter 47";
    private static final Pattern PROOF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Cast.Greenfield school;
    private final DataFolder folder;
    private final HikariDataSource pool;
    private final int port;
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    OpenFormsTest(
            Cast cast,
            Roll roll,
            Accounts accounts,
            DataFolder folder,
            HikariDataSource pool,
            @LocalServerPort int port) {
        this.school = cast.greenfield();
        this.folder = folder;
        this.pool = pool;
        this.port = port;
        roll.put(school.head(), school.teacher(), school.pupil());
        school.within(() -> {
            for (var one : new Actor.Somebody[] {school.teacher(), school.pupil()}) {
                accounts.open(
                        school.head(), one.person(), one.equals(school.teacher()) ? "hale@greenfield.example" : "");
                accounts.choose(one, PASSWORD, null);
            }
        });
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    /** The proof that stands in the forms of this page. */
    private String open(String path) throws IOException, InterruptedException {
        var page = get(path);
        assertThat(page.statusCode()).as(path).isEqualTo(200);
        var proof = PROOF.matcher(page.body());
        assertThat(proof.find()).as("a form on " + path).isTrue();
        return proof.group(1);
    }

    private HttpResponse<String> send(String path, String proof, Map<String, String> fields)
            throws IOException, InterruptedException {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "_csrf=" + proof + "&", ""));
        return browser.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + port).resolve(path);
    }

    private void signIn(String name) throws IOException, InterruptedException {
        var in = send(
                "/sign-in",
                open("/sign-in"),
                Map.of("school", school.school().toString(), "name", name, "password", PASSWORD));
        assertThat(in.statusCode()).isEqualTo(302);
    }

    @Test
    void aFormIsTakenAfterOtherPagesWereOpenedInOtherTabs() throws Exception {
        signIn("priya");
        var first = open("/tell");
        open("/tell");
        get("/my-account");

        assertThat(send("/tell", first, Map.of("words", "From the first tab")).statusCode())
                .isEqualTo(302);
        assertThat(send("/tell", first, Map.of("words", "And once more")).statusCode())
                .as("a sent form leaves the others as they were")
                .isEqualTo(302);
    }

    @Test
    void aFormThatMetAnOutageIsTakenWhenItIsSentAgain() throws Exception {
        signIn("priya");
        var form = open("/tell");
        var words = Map.of("words", "Somebody wrote to me");

        var refused = withoutDatabase(() -> send("/tell", form, words));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("send it again if it is not there");

        var again = send("/tell", form, words);
        assertThat(again.statusCode()).isEqualTo(302);
        assertThat(get(again.headers().firstValue("Location").orElseThrow()).body())
                .contains("It is told");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFormThatSomebodyLeftOpenIsNotSentByWhoeverSignsInNext(boolean signsOut) throws Exception {
        signIn("priya");
        var left = open("/tell");
        if (signsOut) {
            assertThat(send("/sign-out", left, Map.of("out", "yes")).statusCode())
                    .isEqualTo(302);
        }
        signIn("hale@greenfield.example");

        assertThat(send("/tell", left, Map.of("words", "I am Priya")).statusCode())
                .isEqualTo(403);
    }

    /** Does it while the database of this test run takes no connections and has dropped those it had. */
    private <T> T withoutDatabase(Callable<T> work) throws Exception {
        var server = "jdbc:postgresql://127.0.0.1:%s/schoolgate"
                .formatted(
                        Files.readString(folder.root().resolve("database.port")).strip());
        try (var admin = DriverManager.getConnection(server, "postgres", folder.secret("database-superuser"))) {
            try {
                execute(admin, "alter role schoolgate_app connection limit 0");
                execute(
                        admin,
                        "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'schoolgate_app'");
                return work.call();
            } finally {
                execute(admin, "alter role schoolgate_app connection limit -1");
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }
    }

    private static void execute(java.sql.Connection admin, String sql) throws SQLException {
        try (var statement = admin.createStatement()) {
            statement.execute(sql);
        }
    }
}
