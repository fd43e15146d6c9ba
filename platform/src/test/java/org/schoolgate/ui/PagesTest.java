package org.schoolgate.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.SchoolId;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pages over HTTP, on a server with nothing but the look. */
@SpringBootTest(
        classes = UiAlone.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"schoolgate.gallery=true", "spring.config.location=optional:classpath:/none.properties"})
@Import(PagesTest.Stumbling.class)
@ExtendWith(OutputCaptureExtension.class)
class PagesTest {
    private static final List<String> GALLERY =
            List.of("", "/components", "/class", "/queue", "/head", "/paper", "/parent", "/ks1", "/ks2", "/door");

    private final HttpClient browser = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new java.net.CookieManager())
            .build();

    @LocalServerPort
    int port;

    @Test
    void aPageIsUtf8WithItsLength() throws Exception {
        var about = get("/about");
        assertThat(about.statusCode()).isEqualTo(200);
        assertThat(about.headers().firstValue("content-type")).contains("text/html;charset=UTF-8");
        assertThat(about.headers().firstValueAsLong("content-length"))
                .hasValue(about.body().getBytes(StandardCharsets.UTF_8).length);
        assertThat(about.body()).contains("OpenMoji, openmoji.org, CC BY-SA 4.0", "school’s");
    }

    @Test
    void everyPageOfTheGalleryIsShownAndNeedsNoStyleOfItsOwn() throws Exception {
        for (var page : GALLERY) {
            var shown = get("/ui" + page);
            assertThat(shown.statusCode()).as(page).isEqualTo(200);
            assertThat(shown.body()).doesNotContain(" style=", "<style", "⟦", "onclick");
        }
    }

    @Test
    void aFormThatCameBackSaysSoInItsTitleItsSummaryAndBesideTheField() throws Exception {
        assertThat(get("/ui/parent?wrong").body())
                .contains("<title>Error: Step 3 of 3: sign – Greenfield Primary – Schoolgate</title>")
                .contains("<a href=\"#name\">Write your full name, as the school knows it</a>")
                .contains("aria-describedby=\"name-hint name-error\" aria-invalid=\"true\"")
                .containsPattern("(?s)id=\"name-error\">.*Write your full name, as the school knows it</span>");
    }

    @Test
    void whatIsStaticIsKeptForAYear() throws Exception {
        var address = first("/static/[^\"]*/app\\.css", get("/about").body());
        var sheet = get(address);
        assertThat(sheet.headers().firstValue("cache-control")).contains("max-age=31536000, public, immutable");
        var font = first(
                "fonts/[^)]*-latin-wght-normal\\.woff2",
                get(address.replace("app.css", "tokens.css")).body());
        assertThat(get(address.replace("app.css", font)).statusCode()).isEqualTo(200);
        assertThat(get("/static/000000000000/app.css").statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsTextIsSqueezed() throws Exception {
        var request = HttpRequest.newBuilder(at("/ui"))
                .header("Accept-Encoding", "gzip")
                .build();
        var squeezed = browser.send(request, HttpResponse.BodyHandlers.ofByteArray());
        assertThat(squeezed.headers().firstValue("content-encoding")).contains("gzip");
        assertThat(squeezed.body().length).isLessThan(30_000);
    }

    @Test
    void aNoticeIsShownOnceOnTheNextPage() throws Exception {
        assertThat(get("/stumble/done").body()).contains("Done. Kingfishers may use 2 sites.", "notice--ok");
        assertThat(get("/about").body()).doesNotContain("Done. Kingfishers");
    }

    @ParameterizedTest
    @CsvSource({
        "/stumble/forbidden, 403, This page is not yours to open",
        "/stumble/missing, 404, There is nothing here",
        "/stumble/thing/no-id, 404, There is nothing here",
        "/nowhere, 404, There is nothing here",
        "/stumble/number, 400, We did not understand that",
        "/stumble/number?n=x, 400, We did not understand that",
        "/stumble/busy, 503, Schoolgate is busy for a moment",
        "/stumble/away, 503, Schoolgate is busy for a moment",
        "/stumble/fast, 429, That was a little fast",
        "/stumble/big, 413, That file is too big"
    })
    void whatGoesWrongIsAPlainPage(String path, int status, String title) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
        assertThat(answer.body()).contains("<h1>" + title + "</h1>").doesNotContain("The number of this is");
    }

    @Test
    void aPageKnowsWhatCannotBeDoneWithIt() throws Exception {
        var post = HttpRequest.newBuilder(at("/about"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var answer = browser.send(post, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("That cannot be done from here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stumble/broken", "/stumble/page"})
    void whatWasNotForeseenIsLoggedUnderTheNumberThatThePageTells(String path, CapturedOutput log) throws Exception {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(500);
        var id = first("<b class=\"mono\">([0-9a-f]{8})</b>", answer.body());
        assertThat(log).contains("trouble " + id + ": 500 at GET ").containsAnyOf("secret", "ui/trouble.jte");
        assertThat(answer.body()).doesNotContain("secret");
    }

    @Test
    void aFullDiskIsSaidAndNothingIsAskedOfTheRecords() throws Exception {
        var answer = get("/stumble/full");
        assertThat(answer.statusCode()).isEqualTo(507);
        assertThat(answer.body())
                .contains("<h1>There is no room to save anything</h1>")
                .contains("what you just sent was not kept");
    }

    @Test
    void aProgramIsToldInItsOwnWay() throws Exception {
        var missing = get("/api/v1/nothing");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(missing.body()).contains("\"status\":404", "\"title\":\"There is nothing here\"");
        assertThat(get("/api/v1/broken").body())
                .contains("urn:schoolgate:trouble:")
                .doesNotContain("secret");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String first(String pattern, String text) {
        var found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(found.groupCount());
    }

    /** A controller that goes wrong in every way there is. */
    @Controller
    static class Stumbling {
        @GetMapping("/stumble/forbidden")
        String forbidden() {
            throw new Forbidden(new Actor.Schoolgate(SchoolId.random(), "Schoolgate"), "DECIDE");
        }

        @GetMapping("/stumble/missing")
        String missing() {
            throw new NotFound("no such round");
        }

        @GetMapping("/stumble/thing/{id}")
        String thing(@PathVariable UUID id) {
            return "redirect:/about?" + id;
        }

        @GetMapping("/stumble/number")
        String number(@RequestParam int n) {
            return "redirect:/about?" + n;
        }

        @GetMapping("/stumble/busy")
        void busy(jakarta.servlet.http.HttpServletResponse response) throws IOException {
            response.sendError(503);
        }

        @GetMapping("/stumble/fast")
        void fast(jakarta.servlet.http.HttpServletResponse response) throws IOException {
            response.sendError(429);
        }

        /** As the transaction manager wraps what the driver says while the database is away. */
        @GetMapping("/stumble/away")
        String away() {
            throw new IllegalStateException(
                    "no transaction", new SQLException("the database system is starting up", "57P03"));
        }

        @GetMapping("/stumble/full")
        String full() {
            throw new IllegalStateException("not stored", new SQLException("No space left on device", "53100"));
        }

        @GetMapping("/stumble/big")
        String big() {
            throw new org.springframework.web.multipart.MaxUploadSizeExceededException(1);
        }

        @GetMapping({"/stumble/broken", "/api/v1/broken"})
        String broken() {
            throw new IllegalStateException("secret");
        }

        /** A template that is handed too little breaks while it is written. */
        @GetMapping("/stumble/page")
        String page() {
            return "ui/trouble";
        }

        @GetMapping("/stumble/done")
        String done(RedirectAttributes flash) {
            flash.addFlashAttribute(Notice.FLASH, Notice.done("Done. Kingfishers may use 2 sites."));
            return "redirect:/about";
        }
    }
}
