package org.schoolgate.filtering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.engine.Canary;
import org.schoolgate.engine.ListImage;
import org.schoolgate.filtering.FilterTest.AtGateway;
import org.schoolgate.filtering.FilterTest.Finding;
import org.schoolgate.filtering.FilterTest.Gap;
import org.schoolgate.filtering.FilterTest.Line;
import org.schoolgate.filtering.FilterTest.Saying;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.gateway.Gateway;
import org.schoolgate.gateway.GatewaySettings;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;

/** The self-test on lists of its own, with real gateways; its pages with the lists of the application, which are none. */
@PageTest
class FilterTestsTest {
    private final Cast cast;
    private final Greenfield greenfield;
    private final FilterTestStore store;
    private final FilterProfiles profiles;
    private final PolicyCopies copies;
    private final Gateways gateways;
    private final SchoolRules rules;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final PlatformTransactionManager transactions;
    private final MockMvc mvc;
    private final int port;

    @TempDir
    Path folder = Path.of("");

    private final FilterTests kept;
    private Lists lists;
    private FilterTests tests;

    FilterTestsTest(
            Cast cast,
            FilterTestStore store,
            FilterProfiles profiles,
            PolicyCopies copies,
            Gateways gateways,
            SchoolRules rules,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions,
            Lists none,
            FilterTests withoutLists,
            MockMvc mvc,
            @LocalServerPort int port) {
        this.cast = cast;
        this.greenfield = cast.greenfield();
        this.store = store;
        this.profiles = profiles;
        this.copies = copies;
        this.gateways = gateways;
        this.rules = rules;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
        this.transactions = transactions;
        this.lists = none;
        this.tests = withoutLists;
        this.kept = withoutLists;
        this.mvc = mvc;
        this.port = port;
    }

    @BeforeEach
    void aListForEachCategory() throws IOException {
        lists = lists("all", category -> List.of(Canary.of(category)));
        tests = new FilterTests(
                store, new HeldPolicy(copies, lists), profiles, lists, gateways, events, clock, transactions);
    }

    @AfterEach
    void closeThem() {
        lists.destroy();
    }

    private interface Names {
        List<String> of(String category);
    }

    private Lists lists(String file, Names names) throws IOException {
        var image = folder.resolve(file);
        ListImage.write(
                Arrays.stream(SiteCategory.values())
                        .flatMap(category -> category.lists().stream())
                        .collect(Collectors.toMap(list -> list, names::of)),
                image);
        return new Lists(new DataFolder(folder), image.toString());
    }

    private FilterTest run() {
        return Tenants.within(greenfield.school(), () -> tests.run(greenfield.technician()));
    }

    private static Line line(FilterTest test, SiteCategory category) {
        return test.lines().stream()
                .filter(line -> line.category() == category)
                .findFirst()
                .orElseThrow();
    }

    /** A gateway of the school with these lists, once the platform has heard from it. */
    private Gateway gateway(String name, String image) throws Exception {
        var done = (Gateways.Registration.Done)
                Tenants.within(greenfield.school(), () -> gateways.register(greenfield.technician(), name, null));
        var gateway = Gateway.start(new GatewaySettings(
                        URI.create("http://127.0.0.1:" + port),
                        done.token(),
                        Files.createDirectory(folder.resolve(name)))
                .lists(folder.resolve(image))
                .listen(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)));
        await(() -> Tenants.within(greenfield.school(), () -> gateways.find(greenfield.technician(), done.id()))
                        .health()
                        .canaries()
                != null);
        return gateway;
    }

    private static void await(BooleanSupplier so) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it did not happen in ten seconds").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    @Test
    @Keeps("FIL-28")
    void whatTheProfilesCloseIsClosedHereAndAtTheGatewayAndThatIsKeptAsEvidence() throws Exception {
        try (var _ = gateway("Edge", "all")) {
            var test = run();

            assertThat(test.finding()).isEqualTo(Finding.KEPT);
            assertThat(test.gateways()).containsExactly(new AtGateway("Edge", Saying.SAME));
            assertThat(line(test, SiteCategory.GAMBLING).groups(Finding.KEPT)).containsExactly(ReaderGroup.values());
            assertThat(line(test, SiteCategory.GAMES).finding(ReaderGroup.STAFF))
                    .isEqualTo(Finding.LEFT_OPEN);
            assertThat(Tenants.within(greenfield.school(), () -> kept.find(greenfield.coordinator(), test.id())))
                    .isEqualTo(test);
            var entry = Tenants.within(
                    greenfield.school(),
                    () -> audit.newest(greenfield.head(), "filtering.self-tested", Long.MAX_VALUE, 5));
            assertThat(entry)
                    .singleElement()
                    .satisfies(one -> assertThat(one.facts().orElseThrow())
                            .containsEntry("finding", "KEPT")
                            .containsEntry("lists", lists.digest()));
        }
    }

    @Test
    @Keeps("FIL-28")
    void whatARuleOpensIsNotKeptAndWaitsOnFirstScreensUntilItIsClosedAgain() throws Exception {
        greenfield.within(() -> rules.make(
                greenfield.coordinator(),
                new SchoolRules.Wish(
                        Canary.of("gambling"), Effect.ALLOW, Set.of(ForWhom.STAFF), null, "a mistake", true)));

        var test = run();

        assertThat(test.finding()).isEqualTo(Finding.NOT_KEPT);
        assertThat(line(test, SiteCategory.GAMBLING).groups(Finding.NOT_KEPT)).containsExactly(ReaderGroup.STAFF);
        for (var somebody : List.of(greenfield.technician(), greenfield.coordinator())) {
            assertThat(page("/", somebody)).contains("The filter does not close what it should", "/filter/test");
        }
        assertThat(page("/filter/test", greenfield.technician()))
                .contains(
                        "One thing is not kept",
                        "Gambling is more open than the profile says for: Staff",
                        "Not kept: Open");
        assertThat(page("/", greenfield.teacher())).doesNotContain("The filter does not close what it should");

        greenfield.within(() -> rules.end(greenfield.coordinator(), 1, "it was one"));
        run();

        assertThat(page("/", greenfield.technician())).doesNotContain("The filter does not close what it should");
    }

    @Test
    void noRuleOpensWhatIsAgainstTheLawToAnybodyStaffIncluded() {
        for (var canary : List.of(Canary.of("illegal"), "illegal-canary.example")) {
            greenfield.within(() -> rules.make(
                    greenfield.coordinator(),
                    new SchoolRules.Wish(canary, Effect.ALLOW, Set.of(), null, "trust me", true)));
        }

        var illegal = line(run(), SiteCategory.ILLEGAL);

        assertThat(illegal.groups(Finding.KEPT)).containsExactly(ReaderGroup.values());
        assertThat(illegal.cells().values()).allMatch(cell -> cell.got() == Treatment.CLOSED);
    }

    @Test
    void aCategoryWithoutAListAndOneWithoutACanaryCannotBeProved() throws Exception {
        lists.destroy();
        ListImage.write(
                Map.of("gambling", List.of("casino.example"), "games", List.of(Canary.of("games"))),
                folder.resolve("few"));
        lists = new Lists(new DataFolder(folder), folder.resolve("few").toString());
        tests = new FilterTests(
                store, new HeldPolicy(copies, lists), profiles, lists, gateways, events, clock, transactions);

        var test = run();

        assertThat(test.finding()).isEqualTo(Finding.NOT_PROVED);
        assertThat(line(test, SiteCategory.GAMBLING).gap()).isEqualTo(Gap.NO_CANARY);
        assertThat(line(test, SiteCategory.HATE).gap()).isEqualTo(Gap.NO_LIST);
        assertThat(line(test, SiteCategory.HATE).finding()).isEqualTo(Finding.NOT_PROVED);
        assertThat(line(test, SiteCategory.ILLEGAL).finding())
                .as("the built-in names are closed, but there is no list")
                .isEqualTo(Finding.NOT_PROVED);
        assertThat(line(test, SiteCategory.GAMES).finding()).isEqualTo(Finding.KEPT);
    }

    @Test
    void aGatewayWithOtherListsDoesNotKeepItAndOneThatDoesNotCallProvesNothing() throws Exception {
        lists("old", _ -> List.of("casino.example")).destroy();
        greenfield.within(() -> gateways.register(greenfield.technician(), "Annexe", null));
        try (var _ = gateway("Edge", "old")) {
            var test = run();

            assertThat(test.gateways())
                    .containsExactly(new AtGateway("Annexe", Saying.SILENT), new AtGateway("Edge", Saying.OTHER));
            assertThat(test.finding()).isEqualTo(Finding.NOT_KEPT);
        }
    }

    @Test
    void itTestsItselfOnceAWeekAndWaitsADayForAGatewayThatDoesNotCall() {
        var first = Instant.parse("2027-01-11T03:00:00Z");
        assertThat(testsAfter(first)).isEqualTo(1);
        assertThat(testsAfter(first.plus(Duration.ofDays(6)))).isEqualTo(1);
        assertThat(testsAfter(first.plus(Duration.ofDays(7)))).isEqualTo(2);

        greenfield.within(() -> gateways.register(greenfield.technician(), "Edge", null));

        assertThat(testsAfter(first.plus(Duration.ofDays(14)))).isEqualTo(2);
        assertThat(testsAfter(first.plus(Duration.ofDays(15)))).isEqualTo(3);
    }

    private int testsAfter(Instant moment) {
        return TestClock.at(
                moment,
                () -> Tenants.within(greenfield.school(), () -> {
                    new FilterTestClock(tests).run(greenfield.school());
                    return kept.all(greenfield.head()).size();
                }));
    }

    @Test
    void theTechnicianTestsByAButtonAndReadsWhatCannotBeProvedAndWhy() throws Exception {
        assertThat(page("/filter/test", greenfield.technician())).contains("The filter has not tested itself yet");

        assertThat(answer(post("/filter/test"), greenfield.technician()).getRedirectedUrl())
                .isEqualTo("/filter/test");

        assertThat(page("/filter/test", greenfield.technician()))
                .contains(
                        "things cannot be proved",
                        "by Sam Price, under policy",
                        "The category lists have nothing for: Against the law, Pornography",
                        "No gateway is registered",
                        "data-do=\"print\"");
        assertThat(answer(get("/filter/test"), greenfield.teacher()).getStatus())
                .isEqualTo(403);
        var id = Tenants.within(greenfield.school(), () -> kept.all(greenfield.technician()))
                .getFirst()
                .id();
        assertThat(answer(get("/filter/test/" + id), cast.greenfield().technician())
                        .getStatus())
                .isEqualTo(404);
    }

    private String page(String path, Actor actor) throws Exception {
        return Objects.requireNonNull(answer(get(path), actor).getContentAsString());
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request, Actor actor) throws Exception {
        return mvc.perform(request.with(Cast.as(actor))).andReturn().getResponse();
    }
}
