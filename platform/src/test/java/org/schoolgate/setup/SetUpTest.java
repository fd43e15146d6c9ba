package org.schoolgate.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.Schoolgate;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Keeps;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Hole 10: the set-up page on an empty folder, over real HTTP. The tests are one story, in this order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetUpTest {
    private static final Pattern PROOF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern LINK = Pattern.compile("<a href=\"(/s/[^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("Set-up code: (\\S+)");

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private ConfigurableApplicationContext program;
    private String console;
    private String begun = "";
    private List<SetUps.Key> keys = List.of();
    private String address;

    @BeforeAll
    void start(@TempDir Path data) {
        var out = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program = new SpringApplicationBuilder(Schoolgate.class)
                    .run(
                            "--schoolgate.mode=test",
                            "--schoolgate.set-up=true",
                            "--schoolgate.jobs=false",
                            "--server.port=0",
                            "--schoolgate.data=" + data.resolve("school"),
                            "--schoolgate.database.binaries="
                                    + Path.of("target").toAbsolutePath().resolve("pgsql"));
        } finally {
            System.setOut(out);
        }
        console = printed.toString(StandardCharsets.UTF_8);
        address = "http://127.0.0.1:" + program.getEnvironment().getRequiredProperty("local.server.port");
    }

    @AfterAll
    void stop() {
        browser.close();
        program.close();
    }

    private String code() {
        var found = CODE.matcher(console);
        assertThat(found.find()).as(console).isTrue();
        return found.group(1);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<String, String> answers(String code) {
        var answers = new LinkedHashMap<String, String>();
        answers.put("code", code);
        answers.put("school", "Oakfield Primary");
        answers.put("headTitle", "Mrs");
        answers.put("headGiven", "Karin");
        answers.put("headFamily", "Lindqvist");
        answers.put("headEmail", "k.lindqvist@oakfield.example");
        answers.put("technicianGiven", "Sam");
        answers.put("technicianFamily", "Price");
        answers.put("technicianEmail", "s.price@oakfield.example");
        return answers;
    }

    private HttpResponse<String> post(Map<String, String> answers, String... headers) throws Exception {
        return send("/set-up", get("/set-up"), answers, headers);
    }

    /** Sends a form with the proof that stands in {@code page}. */
    private HttpResponse<String> send(
            String path, HttpResponse<String> page, Map<String, String> answers, String... headers) throws Exception {
        var sent = new LinkedHashMap<>(answers);
        var proof = PROOF.matcher(page.body());
        if (proof.find()) {
            sent.put("_csrf", proof.group(1));
        }
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(sent.entrySet().stream()
                        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private int schools() {
        return program.getBean(Schools.class).all().size();
    }

    @Test
    @Order(1)
    void theConsoleSaysWhereToGoAndTheCodeOnce() {
        assertThat(console).contains("Set-up page: " + address + "/set-up", "Set-up code: ", "Schoolgate is ready");
        assertThat(console.split(Pattern.quote(code()), -1)).hasSize(2);
    }

    @Test
    @Order(2)
    void everyPageLeadsToTheSetUpAndAProgramIsToldToComeAgain() throws Exception {
        for (var page : List.of("/", "/sign-in", "/reports", "/s/some-link", "/no-such-page", "/set-up/more")) {
            assertThat(get(page))
                    .as(page)
                    .returns(302, HttpResponse::statusCode)
                    .returns("/set-up", answer -> location(answer).replace(address, ""));
        }
        assertThat(get("/api/v1/gateway/policy"))
                .returns(503, HttpResponse::statusCode)
                .satisfies(answer ->
                        assertThat(answer.headers().firstValue("Retry-After")).contains("60"));
        assertThat(get("/set-up"))
                .returns(200, HttpResponse::statusCode)
                .satisfies(answer ->
                        assertThat(answer.body()).contains("Set up your school").doesNotContain(code()));
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    @Test
    @Order(3)
    void throughAProxyTheSetUpIsNotThere() throws Exception {
        assertThat(get("/set-up", "X-Forwarded-For", "203.0.113.9").statusCode())
                .isEqualTo(404);
        assertThat(post(answers(code()), "X-Forwarded-For", "203.0.113.9").statusCode())
                .isEqualTo(404);
        assertThat(schools()).isZero();
    }

    @Test
    @Order(4)
    void aFormThatIsNotFilledInSaysWhatToWriteAndNotWhetherTheCodeIsRight() throws Exception {
        var answers = answers(code());
        answers.put("headEmail", "somewhere");
        answers.put("technicianFamily", " ");
        var right = post(answers);
        answers.put("code", "AAAA-AAAA-AAAA");
        var wrong = post(answers);

        assertThat(right.statusCode()).isEqualTo(422);
        assertThat(right.body())
                .contains(
                        "<title>Error: ",
                        "<a href=\"#headEmail\">",
                        "<a href=\"#technicianFamily\">",
                        "Oakfield Primary")
                .doesNotContain(code());
        assertThat(withoutProof(wrong)).isEqualTo(withoutProof(right));
        assertThat(schools()).isZero();
    }

    private static String withoutProof(HttpResponse<String> answer) {
        return PROOF.matcher(answer.body()).replaceAll("");
    }

    @Test
    @Order(5)
    void withoutTheCodeNothingIsMadeAndTheNextTryWaits() throws Exception {
        var wrong = post(answers("AAAA-AAAA-AAAA"));

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("That is not the set-up code.").doesNotContain("AAAA-AAAA-AAAA");
        assertThat(post(answers(code())).body()).contains("the code was not looked at");
        assertThat(schools()).isZero();
        Thread.sleep(1_100);
    }

    @Test
    @Order(6)
    @Keeps("TRU-9")
    void ofTwoAtOnceOneMakesTheSchoolWithItsHeadAndItsTechnician() throws Exception {
        List<HttpResponse<String>> answers;
        try (var two = Executors.newFixedThreadPool(2)) {
            Callable<HttpResponse<String>> begin = () -> post(answers(code()));
            answers = two.invokeAll(List.of(begin, begin)).stream()
                    .map(one -> one.resultNow())
                    .toList();
        }

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 404);
        assertThat(answers)
                .anySatisfy(answer -> assertThat(answer.body())
                        .contains("Oakfield Primary is set up", "Bring in the roster", "Register a gateway"));

        begun = answers.stream()
                .filter(answer -> answer.statusCode() == 200)
                .map(HttpResponse::body)
                .findFirst()
                .orElseThrow();
        var school = program.getBean(Schools.class).all().getFirst();
        assertThat(schools()).isEqualTo(1);
        assertThat(school.name()).isEqualTo("Oakfield Primary");
        Tenants.within(school.id(), () -> {
            var roster = program.getBean(Roster.class);
            assertThat(roster.holders(school.id(), List.of(Role.HEAD), roster.today()))
                    .extracting(person -> person.name().shown(), Person::email)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("Mrs Lindqvist", "k.lindqvist@oakfield.example"));
            assertThat(roster.holders(school.id(), List.of(Role.TECHNICIAN), roster.today()))
                    .extracting(person -> person.name().shown())
                    .containsExactly("Sam Price");
            var check = program.getBean(AuditTrail.class).verify(new Actor.Schoolgate(school.id(), "test"));
            assertThat(check.holds()).isTrue();
            assertThat(check.entries()).isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    @Order(7)
    void whileNobodyHasAPasswordANewStartShowsNewKeysInPlaceOfTheOldOnes() throws Exception {
        var old = LINK.matcher(begun).results().map(one -> one.group(1)).toList();
        keys = program.getBean(SetUps.class).keysWhileNobodyIsIn();

        assertThat(old).hasSize(2).doesNotHaveDuplicates();
        assertThat(keys).extracting(SetUps.Key::name).containsExactlyInAnyOrder("Mrs Lindqvist", "Sam Price");
        assertThat(keys).extracting(SetUps.Key::link).doesNotContainAnyElementsOf(old);
        assertThat(keys.toString()).doesNotContain("/s/");
        for (var link : old) {
            assertThat(get(link).body()).doesNotContain("action=\"" + link);
        }
    }

    @Test
    @Order(8)
    @Keeps("TRU-9")
    void theNewKeyLetsTheHeadChooseAPasswordAndSignIn() throws Exception {
        var link = keys.stream()
                .filter(key -> key.name().equals("Mrs Lindqvist"))
                .map(SetUps.Key::link)
                .findFirst()
                .orElseThrow();
        var opened = send(link, get(link), Map.of());
        assertThat(location(opened)).endsWith("/set-password");
        var word = "lantern puddle marmalade 47";
        var chosen = send("/set-password", get("/set-password"), Map.of("password", word, "again", word));
        assertThat(location(chosen)).endsWith("/sign-in?set");
        var signedIn =
                send("/sign-in", get("/sign-in"), Map.of("name", "k.lindqvist@oakfield.example", "password", word));
        assertThat(signedIn.statusCode()).isEqualTo(302);
        assertThat(location(signedIn)).endsWith("/");
        assertThat(get("/first-steps").body()).contains("What to do next", "Oakfield Primary", "Mrs Lindqvist");
    }

    @Test
    @Order(9)
    void onceSomebodyHasAPasswordTheConsoleShowsNoKeys() {
        assertThat(program.getBean(SetUps.class).keysWhileNobodyIsIn()).isEmpty();
    }

    @Test
    @Order(10)
    void afterwardsTheSetUpIsNotThereEvenWithTheCode() throws Exception {
        assertThat(get("/set-up").statusCode()).isEqualTo(404);
        assertThat(send("/set-up", get("/settings"), answers(code())).statusCode())
                .isEqualTo(404);
        assertThat(schools()).isEqualTo(1);
    }
}
