package org.schoolgate.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.EdgeHealth.State;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;
import org.schoolgate.ui.Words;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class HowTheyAreTest {
    private final Cast cast;
    private final Greenfield school;
    private final Gateways gateways;
    private final HowTheyAre howTheyAre;
    private final People people;
    private final Roster roster;
    private final Messages messages;
    private final SchoolJob watch;
    private final MockMvcTester mvc;
    private final Clock clock;
    private final int port;

    HowTheyAreTest(
            Cast cast,
            Gateways gateways,
            HowTheyAre howTheyAre,
            People people,
            Roster roster,
            Messages messages,
            List<SchoolJob> jobs,
            MockMvcTester mvc,
            Clock clock,
            @LocalServerPort int port) {
        this.cast = cast;
        this.school = cast.greenfield();
        this.gateways = gateways;
        this.howTheyAre = howTheyAre;
        this.people = people;
        this.roster = roster;
        this.messages = messages;
        this.watch = jobs.stream()
                .filter(job -> job.name().equals("gateways.watch"))
                .findFirst()
                .orElseThrow();
        this.mvc = mvc;
        this.clock = clock;
        this.port = port;
    }

    private Gateways.Registration.Done register(Greenfield school, String name) {
        return (Gateways.Registration.Done)
                Tenants.within(school.school(), () -> gateways.register(school.technician(), name, null));
    }

    private static EdgeHealth edge(Edge edge, State state, Instant since, @Nullable Trouble trouble) {
        return new EdgeHealth(edge, state, since, 1204, 31, 0, trouble, trouble, trouble == null ? null : since);
    }

    /** What a gateway says of itself at that moment: its proxy is well, and its name servers are as given. */
    private static GatewayHealth health(Instant now, State servers, @Nullable Trouble trouble) {
        var start = now.minus(Duration.ofMinutes(20));
        return new GatewayHealth(
                now,
                start,
                List.of(
                        edge(Edge.PROXY, State.WELL, start, null),
                        edge(Edge.NAME_SERVERS, servers, now.minus(Duration.ofMinutes(3)), trouble),
                        edge(Edge.ICAP, State.OFF, start, null)),
                new GatewayHealth.Figures(7, start, false, now, 3, null, 1 << 27, 1 << 29),
                new Coverage(
                        now.minusSeconds(1),
                        List.of(
                                new Coverage.Count(Edge.PROXY, "ks2", Coverage.Depth.WHOLE, 75),
                                new Coverage.Count(Edge.PROXY, "ks2", Coverage.Depth.NAME, 25),
                                new Coverage.Count(Edge.DNS_UDP, "staff", Coverage.Depth.NAME, 4),
                                new Coverage.Count(Edge.DNS_TCP, "staff", Coverage.Depth.NAME, 5))));
    }

    private int tell(String token, byte[] body) throws Exception {
        try (var client = new GatewayClient(port, token)) {
            return client.send(client.request(Feed.HEALTH)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofByteArray(body)))
                    .statusCode();
        }
    }

    private int tell(String token, GatewayHealth health) throws Exception {
        return tell(token, Feed.JSON.writeValueAsBytes(health));
    }

    private String page(Actor actor, String path) {
        var page = mvc.get().uri(path).with(Cast.as(actor));
        assertThat(page).hasStatusOk();
        return new String(page.exchange().getResponse().getContentAsByteArray(), UTF_8);
    }

    private PersonId technicianOnTheRoll() {
        return Tenants.within(
                school.school(),
                () -> people.join(
                        new Actor.Schoolgate(school.school(), "The office"),
                        NewPerson.called("", "Sam", "Price", "sam.price@greenfield.example"),
                        Role.TECHNICIAN,
                        roster.today()));
    }

    private List<Message> letters(PersonId to) {
        return Tenants.within(school.school(), () -> messages.outbox(school.school(), 50)).stream()
                .filter(letter -> letter.kind().equals("gateways.letter.unwell"))
                .filter(letter -> to.equals(letter.person()))
                .toList();
    }

    private void watchAt(Instant moment) {
        TestClock.at(moment, () -> Tenants.within(school.school(), () -> watch.run(school.school())));
    }

    @Test
    void theTechnicianSeesEachEdgeInAWordAndWhatToDoAndHowMuchWasSeen() throws Exception {
        var edge = register(school, "Server room");

        assertThat(tell(edge.token(), health(clock.instant(), State.FAULT, Trouble.NAME_SERVERS_AWAY)))
                .isEqualTo(204);

        assertThat(page(school.technician(), "/gateways"))
                .contains("One gateway of 1 needs you", "Not all of it works")
                .contains("Web proxy", "7 connections are open", "1,204 through, 31 refused")
                .containsSubsequence(
                        "The school’s name servers",
                        "At fault",
                        "No name server of the school answers.",
                        "See whether the servers that --dns-server names are switched on")
                .contains("Not set up here: The school’s Squid (ICAP).")
                .containsSubsequence("Years 3 to 6", "Web proxy", "75 (75%)", "25 (25%)", "none")
                .containsSubsequence("Staff", "Names that were looked up", "none", "9 (100%)", "none")
                .contains("What does not come through a gateway is in no row");
        assertThat(page(school.technician(), "/")).contains("A part of what it does has stopped working.");
        assertThat(page(school.head(), "/api/v1/gateways")).contains("\"state\":\"ailing\"");

        tell(edge.token(), health(clock.instant(), State.WELL, null));
        assertThat(page(school.technician(), "/gateways"))
                .contains("All gateways are well", "Every one of them answers.")
                .doesNotContain("At fault");
    }

    @Test
    void aGatewayThatHasNotSpokenForAWhileSaysSinceWhenAndThatNobodyKnowsHowItIs() throws Exception {
        var edge = register(school, "Server room");
        tell(edge.token(), health(clock.instant(), State.WELL, null));

        TestClock.at(
                clock.instant().plus(Duration.ofMinutes(7)),
                () -> assertThat(page(school.technician(), "/gateways"))
                        .contains("It has not called for 7 minutes.", "Was well", "how it is now, nobody knows")
                        .doesNotContain("circle-check\"></use></svg>Well"));
    }

    @Test
    void techniciansAreToldOnceThatAnEdgeIsAtFaultOrAGatewaySilent() throws Exception {
        var technician = technicianOnTheRoll();
        var edge = register(school, "Server room");
        var now = clock.instant();
        tell(edge.token(), health(now, State.FAULT, Trouble.NAME_SERVERS_AWAY));

        watchAt(now.plusSeconds(5));
        watchAt(now.plusSeconds(25));
        assertThat(letters(technician))
                .singleElement()
                .satisfies(letter -> assertThat(letter.parts())
                        .extracting(Letter.Part::text)
                        .anyMatch(text ->
                                text.contains("The school’s name servers: No name server of the school answers.")));

        tell(edge.token(), health(clock.instant(), State.WELL, null));
        watchAt(clock.instant().plusSeconds(5));
        assertThat(page(school.technician(), "/gateways/" + edge.id()))
                .contains("What you were told of", " to today at");
        tell(edge.token(), health(clock.instant(), State.FAULT, Trouble.NAME_SERVERS_AWAY));
        watchAt(clock.instant().plusSeconds(5));
        assertThat(letters(technician)).as("it comes and goes").hasSize(1);

        watchAt(now.plus(Duration.ofMinutes(4)));
        assertThat(letters(technician)).as("started anew, perhaps").hasSize(1);
        watchAt(now.plus(Duration.ofMinutes(7)));
        watchAt(now.plus(Duration.ofMinutes(8)));
        assertThat(letters(technician)).as("silent").hasSize(2);
    }

    @Test
    void whatMendsItselfInAMomentIsToldToNobody() throws Exception {
        var technician = technicianOnTheRoll();
        var edge = register(school, "Server room");
        var said = health(clock.instant(), State.FAULT, Trouble.NAME_SERVERS_AWAY);
        var young = said.edges().get(1);
        tell(
                edge.token(),
                new GatewayHealth(
                        said.at(),
                        said.startedAt(),
                        List.of(edge(young.edge(), young.state(), said.at().minusSeconds(60), young.trouble())),
                        said.figures(),
                        said.coverage()));

        watchAt(clock.instant().plusSeconds(5));

        assertThat(letters(technician)).isEmpty();
    }

    @Test
    void aGatewaySpeaksForItselfAndItsSchoolAlone() throws Exception {
        var ours = register(school, "Server room");
        var theirs = cast.greenfield();
        var other = register(theirs, "Server room");
        tell(ours.token(), health(clock.instant(), State.WELL, null));
        tell(other.token(), health(clock.instant(), State.FAULT, Trouble.NAME_SERVERS_AWAY));

        assertThat(page(school.technician(), "/gateways"))
                .contains("All gateways are well")
                .doesNotContain("At fault");
        school.within(() -> assertThat(howTheyAre.all(school.technician())).containsOnlyKeys(ours.id()));
        theirs.within(() -> assertThat(howTheyAre.all(theirs.technician())).containsOnlyKeys(other.id()));
        school.within(() -> gateways.revoke(school.technician(), ours.id()));
        assertThat(tell(ours.token(), health(clock.instant(), State.WELL, null)))
                .isEqualTo(401);
    }

    @Test
    void whatIsTooLongOrMakesNoSenseIsNotStored() throws Exception {
        var edge = register(school, "Server room");

        assertThat(tell(edge.token(), new byte[GatewayHealth.LARGEST + 1])).isEqualTo(413);
        assertThat(tell(edge.token(), "{\"at\":\"2026-11-30T10:00:00Z\",\"edges\":[{}]}".getBytes(UTF_8)))
                .isEqualTo(422);
        assertThat(tell(edge.token(), "rubbish".getBytes(UTF_8))).isEqualTo(422);
        school.within(() -> assertThat(howTheyAre.all(school.technician())).isEmpty());
    }

    @Test
    void aClockThatIsWrongDoesNotMoveWhatHappened() throws Exception {
        var edge = register(school, "Server room");
        var now = clock.instant();

        tell(edge.token(), health(now.plus(Duration.ofDays(3)), State.FAULT, Trouble.NAME_SERVERS_AWAY));

        school.within(() -> assertThat(howTheyAre
                        .find(school.technician(), edge.id())
                        .orElseThrow()
                        .health()
                        .edges()
                        .get(1)
                        .since())
                .isBetween(now.minus(Duration.ofMinutes(4)), now));
    }

    @Test
    void thereAreWordsForEveryEdgeAndEveryTrouble() {
        assertThat(Words.keys())
                .containsAll(Arrays.stream(Edge.values())
                        .flatMap(edge -> Stream.of("gateways.edge." + edge, "gateways.edge." + edge + ".well"))
                        .toList())
                .containsAll(Arrays.stream(Trouble.values())
                        .flatMap(trouble ->
                                Stream.of("gateways.trouble." + trouble, "gateways.trouble." + trouble + ".next"))
                        .toList());
    }

    @Test
    void thePageLooksAgainByItselfWithoutScriptAndNotForEver() {
        register(school, "Server room");

        var now = Instant.parse("2026-11-30T10:00:00Z");
        TestClock.at(now, () -> {
            assertThat(again("/gateways")).isEqualTo("60; url=/gateways?until=1796033400");
            assertThat(again("/gateways?until=1796033400")).isEqualTo("60; url=/gateways?until=1796033400");
            assertThat(again("/gateways?until=0")).as("stopped").isNull();
            assertThat(again("/gateways?until=1796033401"))
                    .as("longer than it may")
                    .isNull();
        });
        TestClock.at(
                now.plus(Duration.ofMinutes(10)),
                () -> assertThat(again("/gateways?until=1796033400")).isNull());
    }

    private @Nullable String again(String path) {
        return mvc.get()
                .uri(path)
                .with(Cast.as(school.technician()))
                .exchange()
                .getResponse()
                .getHeader("Refresh");
    }
}
