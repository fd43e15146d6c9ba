package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holds;
import org.schoolgate.gateway.Gateway;
import org.schoolgate.gateway.GatewaySettings;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.Ending;
import org.schoolgate.signin.Session;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.Tickets;
import org.schoolgate.signin.Way;
import org.schoolgate.signin.Where;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestPolicy;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real gateway with the real platform: what the roll says reaches the wire, and what the wire saw comes back. */
@PageTest
class WholeChainTest {
    private static final String PASSWORD = "tall otters like plum jam";

    private final Greenfield school;
    private final Classroom kingfishers;
    private final Gateways gateways;
    private final ProxyTokens tokens;
    private final Pseudonyms pseudonyms;
    private final Places places;
    private final PolicyCopies copies;
    private final Holds holds;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Tickets tickets;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final int port;

    @TempDir
    Path folder = Path.of("");

    WholeChainTest(
            Cast cast,
            People people,
            Roster roster,
            TestPolicy policy,
            Gateways gateways,
            ProxyTokens tokens,
            Pseudonyms pseudonyms,
            Places places,
            PolicyCopies copies,
            Holds holds,
            Accounts accounts,
            Sessions sessions,
            Tickets tickets,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @LocalServerPort int port) {
        this.school = cast.greenfield();
        this.kingfishers = Tenants.within(school.school(), () -> Classroom.kingfishers(school, people, roster));
        policy.put(
                school.school(),
                draft -> draft.profile(
                        new ReaderProfile("ks2", Wording.KS2, Set.of("gambling"), Set.of(), false, true)));
        this.gateways = gateways;
        this.tokens = tokens;
        this.pseudonyms = pseudonyms;
        this.places = places;
        this.copies = copies;
        this.holds = holds;
        this.accounts = accounts;
        this.sessions = sessions;
        this.tickets = tickets;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.port = port;
    }

    private Gateway gateway(Integer... furtherPorts) throws IOException {
        var done = (Gateways.Registration.Done)
                Tenants.within(school.school(), () -> gateways.register(school.technician(), "Edge", null));
        return Gateway.start(new GatewaySettings(URI.create("http://127.0.0.1:" + port), done.token(), folder)
                .listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                .furtherPorts(Set.of(furtherPorts)));
    }

    private ProxyTokens.Issue.Done token(Actor.Somebody person) {
        return (ProxyTokens.Issue.Done) Tenants.within(
                school.school(), () -> tokens.issue(school.technician(), person.person(), "Chromebook 12"));
    }

    private static HttpResponse<String> get(Gateway gateway, String token, String uri) throws Exception {
        var basic = Base64.getEncoder()
                .encodeToString((token.contains(":") ? token : token + ":").getBytes(StandardCharsets.UTF_8));
        try (var http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(gateway.address()))
                .build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(uri))
                            .header("Proxy-Authorization", "Basic " + basic)
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static void await(BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not happen in ten seconds").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    private AccessState access(PersonId person) {
        return Tenants.within(school.school(), () -> {
            var ref = pseudonyms.of(school.school(), person);
            return Objects.requireNonNull(
                            copies.current(school.school()).copy().readers().get(ref))
                    .access();
        });
    }

    /** What somebody gets who is not known and comes by this port. */
    private static int unknown(int port) {
        try (var http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                .build()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.9/"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPlaceThatIsNotedHoldsForWhoeverComesByItsPort() throws Exception {
        int library;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            library = free.getLocalPort();
        }
        try (var gateway = gateway(library)) {
            await(() -> gateway.policy() != null);
            int usual = gateway.address().getPort();
            assertThat(unknown(library)).isEqualTo(407);

            school.within(() -> places.note(
                    school.technician(), new Places.Wish("Library", "127.0.0.1", library, "ks2", false, true)));

            await(() -> unknown(library) == 403);
            assertThat(unknown(usual)).isEqualTo(407);
            await(() -> Tenants.within(school.school(), () -> gateways.all(school.technician()))
                    .getFirst()
                    .health()
                    .ports()
                    .equals(List.of(usual, library)));
        }
    }

    @Test
    void whoHasNotSignedIsShutWithWordsOfTheirOwn() {
        var shut = (AccessState.Shut) access(kingfishers.pupil(0).person());

        assertThat(shut.code()).isEqualTo("NOT_SIGNED");
        assertThat(shut.sentence()).isNotBlank().doesNotContain("⟦");
    }

    @Test
    @Keeps("MON-22")
    void theCopyNamesNobody() {
        var token = token(kingfishers.pupil(0));

        var copy = Tenants.within(
                school.school(),
                () -> new String(copies.current(school.school()).plain(), StandardCharsets.UTF_8));

        assertThat(copy)
                .contains("Greenfield Primary")
                .doesNotContain("Priya", "Nair", "Tom", "Ellis", "Hale", "hale@")
                .doesNotContain(kingfishers.pupil(0).person().toString())
                .doesNotContain(token.token());
    }

    @Test
    @Keeps({"AGR-4", "ACC-1", "FIL-23"})
    void whoHasNotSignedIsStoppedOnTheWireAndItIsOnTheRecordWhoItWas() throws Exception {
        var priya = token(kingfishers.pupil(0));
        try (var gateway = gateway()) {
            await(() -> gateway.policy() != null);

            var answer = get(gateway, priya.token(), "http://maps.example/");

            assertThat(answer.statusCode()).isIn(302, 303, 403);
            await(() -> !seen().isEmpty());
            var ref = Tenants.within(
                    school.school(),
                    () -> pseudonyms.of(school.school(), kingfishers.pupil(0).person()));
            assertThat(seen())
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .containsEntry("host", "maps.example")
                            .containsEntry("answer", "shut")
                            .containsEntry("reader", ref)
                            .containsEntry("address", "127.0.0.1"));
        }
    }

    @Test
    void aTokenThatIsTakenAwayStandsForNobodyWithinAMoment() throws Exception {
        var priya = token(kingfishers.pupil(0));
        try (var gateway = gateway()) {
            await(() -> gateway.policy() != null);
            get(gateway, priya.token(), "http://maps.example/");
            await(() -> seen().size() == 1);

            school.within(() -> tokens.revoke(school.technician(), priya.id()));
            var tag = Tenants.within(
                    school.school(), () -> copies.version(school.school()).tag());
            await(() -> tag.equals(gateway.policy()));
            get(gateway, priya.token(), "http://maps.example/");

            await(() -> seen().size() == 2);
            assertThat(seen().getLast().get("reader")).isNull();
        }
    }

    @Test
    void aHoldReachesTheGatewayAtOnce() throws Exception {
        try (var gateway = gateway()) {
            await(() -> gateway.policy() != null);
            var before = gateway.policy();

            school.within(() -> holds.place(
                    school.head(),
                    new Holds.Wish(
                            kingfishers.pupil(1).person(), HoldKind.PASSWORD_KNOWN, null, null, "Somebody knows it")));

            await(() -> !Objects.equals(before, gateway.policy()));
            assertThat(((AccessState.Shut) access(kingfishers.pupil(1).person())).code())
                    .isEqualTo("HELD");
        }
    }

    @Test
    void theGatewaysHealthIsKnownFromItsCalls() throws Exception {
        try (var gateway = gateway()) {
            await(() -> gateway.policy() != null);
            await(() -> one().health().held() != null);

            var found = one();

            assertThat(found.health().lastContact()).isNotNull();
            assertThat(Objects.requireNonNull(found.health().held()).tag()).isEqualTo(gateway.policy());
            assertThat(found.health().behindSince()).isNull();
        }
    }

    @Test
    void aSchoolPasswordIsNoCredentialOfTheProxy() throws Exception {
        var priya = kingfishers.pupil(0);
        school.within(() -> {
            accounts.open(school.head(), priya.person(), "priya.n");
            accounts.reset(school.head(), priya.person());
            assertThat(accounts.choose(priya, PASSWORD, null)).isInstanceOf(Accounts.Choice.Chosen.class);
        });
        token(priya);
        try (var gateway = gateway()) {
            await(() -> gateway.policy() != null);

            assertThat(get(gateway, "priya.n:" + PASSWORD, "http://maps.example/")
                            .statusCode())
                    .isEqualTo(407);

            await(() -> !seen().isEmpty());
            assertThat(seen().getFirst().get("reader")).isNull();
        }
        var copy = Tenants.within(
                school.school(),
                () -> new String(copies.current(school.school()).plain(), StandardCharsets.UTF_8));
        assertThat(copy).doesNotContain("priya.n", PASSWORD, "argon2");
    }

    @Test
    @Keeps("MON-10")
    void aTeacherWhoLeftASharedComputerIsNobodyThereOnceAPupilHasSignedIn() throws Exception {
        var hale = kingfishers.teacher();
        try (var gateway = gateway()) {
            await(() -> gateway.policy() != null);
            signInAt(gateway, hale);
            ask(gateway);
            await(() -> seen().size() == 1);
            assertThat(seen().getLast()).containsEntry("reader", ref(hale));

            signInAt(gateway, kingfishers.pupil(0));
            ask(gateway);
            await(() -> seen().size() == 2);
            assertThat(seen().getLast()).containsEntry("reader", ref(kingfishers.pupil(0)));
        }
    }

    @Test
    void aTeacherWhoSignsOutIsNobodyAtThatComputerWithinAMoment() throws Exception {
        var hale = kingfishers.teacher();
        try (var gateway = gateway()) {
            await(() -> gateway.policy() != null);
            var session = signInAt(gateway, hale);
            ask(gateway);
            await(() -> seen().size() == 1);
            assertThat(seen().getLast()).containsEntry("reader", ref(hale));

            school.within(() -> sessions.end(hale, session.id(), Ending.SIGNED_OUT));
            var tag = Tenants.within(
                    school.school(), () -> copies.version(school.school()).tag());
            await(() -> tag.equals(gateway.policy()));
            ask(gateway);

            await(() -> seen().size() == 2);
            assertThat(seen().getLast().get("reader")).isNull();
        }
    }

    /** Signs somebody in, and takes their browser by the gateway, as the portal sends it there. */
    private Session signInAt(Gateway gateway, Actor.Somebody who) throws Exception {
        var session = Tenants.within(
                        school.school(),
                        () -> sessions.begin(who, Way.PASSWORD, new Where("127.0.0.1", "library 3", "Chrome"), null))
                .session();
        var ticket = Tenants.within(
                school.school(), () -> tickets.issue(session, one().id().toString()));
        try (var http = HttpClient.newHttpClient()) {
            var here = URI.create("http://127.0.0.1:%d/.schoolgate/here?ticket=%s&back=/"
                    .formatted(gateway.address().getPort(), ticket));
            var answer = http.send(HttpRequest.newBuilder(here).build(), BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(302);
        }
        return session;
    }

    /** Asks for a page without a token: whoever is at this address. */
    private static void ask(Gateway gateway) throws Exception {
        try (var http = HttpClient.newBuilder()
                .proxy(ProxySelector.of(gateway.address()))
                .build()) {
            http.send(
                    HttpRequest.newBuilder(URI.create("http://maps.example/"))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    private String ref(Actor.Somebody who) {
        return Tenants.within(school.school(), () -> pseudonyms.of(school.school(), who.person()));
    }

    private org.schoolgate.gateways.Gateway one() {
        return Tenants.within(school.school(), () -> gateways.all(school.technician()))
                .getFirst();
    }

    private List<Map<String, Object>> seen() {
        return Tenants.within(
                school.school(),
                () -> Objects.requireNonNull(
                        transaction.execute(_ -> jdbc.sql("select * from seen_event order by at, sequence")
                                .query()
                                .listOfRows())));
    }
}
