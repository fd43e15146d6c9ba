package org.schoolgate.gateway.dns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.School.until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.Deaf;
import org.schoolgate.gateway.FakePlatform;
import org.schoolgate.gateway.Gateway;
import org.schoolgate.gateway.GatewaySettings;
import org.schoolgate.gateway.School;
import org.schoolgate.gateway.Wire;
import org.schoolgate.gateway.dns.Ask.Said;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** The gateway as a name server, asked over the wire by computers of the school, with a name server of the school behind it. */
class DnsTest {
    /** A computer in the room, whose profile is that of guests until somebody signs in there. */
    static final String ROOM = "127.0.8.20";

    static final String MAPS = "203.0.113.7";

    @TempDir
    Path data;

    final List<AutoCloseable> open = new ArrayList<>();
    FakeNameServer upstream;
    School school;

    @BeforeEach
    void start() throws Exception {
        upstream = upstream();
        school = school(UnaryOperator.identity());
        upstream.address("maps.example", MAPS).address("childline.example", "203.0.113.8");
    }

    FakeNameServer upstream() throws Exception {
        FakeNameServer server = new FakeNameServer();
        open.add(server);
        return server;
    }

    School school(UnaryOperator<DnsSettings> settings) throws Exception {
        DnsSettings usual = new DnsSettings(0, List.of(upstream.address()), null, List.of(), 0);
        return school(settings.apply(usual), List.of("203.0.113.0/24", "2001:db8::/32"));
    }

    School school(DnsSettings settings, List<String> inside) throws Exception {
        School made = new School(
                Files.createDirectories(data.resolve("school-" + open.size())),
                all -> all.dns(settings).inside(inside));
        open.add(made);
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    Ask from(String address) {
        return from(school, address);
    }

    static Ask from(School school, String address) {
        return new Ask(server(school).address(), address);
    }

    static DnsServer server(School school) {
        return Objects.requireNonNull(school.gateway().dns());
    }

    /** Signs somebody in at an address. */
    void signIn(String name, String address) throws Exception {
        String ticket = "ticket-" + name;
        school.platform.issue(
                ticket,
                new Ticket.Redeemed(name, "session-" + name, Instant.now().plus(Duration.ofHours(8))));
        int port = school.gateway().address().getPort();
        try (Wire wire = school.wireFrom(address)) {
            wire.send("GET /.schoolgate/here?ticket=" + ticket + "&back=/ HTTP/1.1\r\nHost: 127.0.0.1:" + port
                            + "\r\n\r\n")
                    .answer();
        }
    }

    @Test
    void noQuestionIsLostWhileOneProcessTakesThePlaceOfAnother() throws Exception {
        signIn("priya", "127.0.8.21");
        InetSocketAddress port = server(school).address();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Thread asking = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                try {
                    byte[] answer = from(ROOM).send(Ask.query(7, "maps.example", Type.A, true));
                    (answer == null ? lost : answered).incrementAndGet();
                } catch (IOException _) {
                    lost.incrementAndGet();
                }
            }
        });
        until(() -> answered.get() > 20);
        try (Gateway before = school.gateway()) {
            school.start();

            assertThat(server(school).address()).isEqualTo(port);
            int then = answered.get();
            until(() -> answered.get() > then + 20);
            over.set(true);
            asking.join();
            assertThat(lost).hasValue(0);
            assertThat(from("127.0.8.21").a("www.casino.example").code()).isEqualTo(Code.NO_SUCH_NAME);
            until(() -> school.platform.events().stream()
                    .anyMatch(event -> event.answer().equals("block") && "priya".equals(event.reader())));
            before.awaitEnd();
        }
    }

    SeenEvent lastEvent(int count) {
        return school.events(count).get(count - 1);
    }

    @Test
    @Line("I11")
    @Keeps({"FIL-1", "FIL-23"})
    void whatIsClosedIsClosedToWhoeverAsksAndIsKeptWithEverythingThatTellsWhoAndWhat() throws Exception {
        signIn("priya", "127.0.8.21");

        assertThat(from(ROOM).a("maps.example").answers()).containsExactly(MAPS);
        assertThat(from("127.0.8.21").a("www.casino.example").code()).isEqualTo(Code.NO_SUCH_NAME);

        List<SeenEvent> events = school.events(2);
        assertThat(events.get(0)).satisfies(event -> {
            assertThat(event.answer()).isEqualTo("allow");
            assertThat(event.method()).isEqualTo("DNS A");
            assertThat(event.host()).isEqualTo("maps.example");
            assertThat(event.reader()).isNull();
            assertThat(event.address()).isEqualTo(ROOM);
            assertThat(event.evidence()).isEqualTo("nobody signed in, place 127.0.8.0/24");
        });
        assertThat(events.get(1)).satisfies(event -> {
            assertThat(event.answer()).isEqualTo("block");
            assertThat(event.host()).isEqualTo("www.casino.example");
            assertThat(event.reader()).isEqualTo("priya");
            assertThat(event.session()).isEqualTo("session-priya");
            assertThat(event.address()).isEqualTo("127.0.8.21");
            assertThat(event.categories()).containsExactly("gambling");
            assertThat(event.rule()).isEqualTo("category gambling");
            assertThat(event.policyVersion()).isEqualTo(1);
            assertThat(event.at()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        });
        assertThat(upstream.asked).extracting(FakeNameServer.Asked::type).containsExactly(Type.A);
    }

    @Test
    void aNameServerThatIsGoneIsAFaultUntilItAnswersAgain() throws Exception {
        upstream.silent = true;
        try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String site : List.of("a.maps.example", "b.maps.example", "c.maps.example")) {
                devices.submit(() -> from(ROOM).a(site));
            }
            school.untilEdge(Edge.NAME_SERVERS, Trouble.NAME_SERVERS_AWAY);
            upstream.silent = false;
        }
        school.untilEdge(Edge.NAME_SERVERS, null);

        assertThat(school.edge(Edge.NAME_SERVERS).last()).isEqualTo(Trouble.NAME_SERVERS_AWAY);
        from(ROOM).a("maps.example");
        from(ROOM).a("casino.example");
        assertThat(school.edge(Edge.DNS_UDP).answered()).isPositive();
        assertThat(school.edge(Edge.DNS_UDP).refused()).isEqualTo(1);
        assertThat(school.edge(Edge.DNS_TLS).state()).isEqualTo(EdgeHealth.State.OFF);
        assertThat(school.gateway().health().coverage().counts())
                .allMatch(count -> count.edge() == Edge.DNS_UDP
                        && count.audience().equals("guest")
                        && count.depth() == Coverage.Depth.NAME);
    }

    @Test
    void ofWhatIsOpenOneEventAMinuteIsKeptAndOfWhatIsClosedEach() throws Exception {
        for (int i = 0; i < 3; i++) {
            from(ROOM).a("maps.example");
            from(ROOM).a("casino.example");
        }
        from("127.0.8.22").a("maps.example");

        assertThat(school.events(5))
                .extracting(SeenEvent::answer)
                .containsExactlyInAnyOrder("allow", "allow", "block", "block", "block");
    }

    @Test
    @Keeps("FIL-1")
    void eachReaderGetsTheirOwnAnswerFromOneNameServer() throws Exception {
        upstream.address("blockcraft.example", MAPS);
        signIn("hale", "127.0.8.23");
        signIn("priya", "127.0.8.24");

        assertThat(from("127.0.8.23").a("blockcraft.example").answers()).containsExactly(MAPS);
        assertThat(from("127.0.8.24").a("blockcraft.example"))
                .satisfies(said -> assertThat(said.code()).isEqualTo(Code.NO_SUCH_NAME))
                .satisfies(said -> assertThat(said.number()).isEqualTo(Explanation.BLOCKED));
        assertThat(from(ROOM).a("blockcraft.example").code()).isEqualTo(Code.NO_SUCH_NAME);
    }

    @Test
    void aNameThatStandsForAClosedSiteIsClosedAsThatSiteIs() throws Exception {
        upstream.address("casino-example.translate.goog", MAPS).address("maps-example.translate.goog", MAPS);

        assertThat(from(ROOM).a("maps-example.translate.goog").answers()).containsExactly(MAPS);
        assertThat(from(ROOM).a("casino-example.translate.goog"))
                .satisfies(said -> assertThat(said.code()).isEqualTo(Code.NO_SUCH_NAME))
                .satisfies(said -> assertThat(said.number()).isEqualTo(Explanation.BLOCKED));
        assertThat(lastEvent(2).rule()).isEqualTo("category gambling, casino.example within the address");
    }

    @Test
    void whoeverIsNotKnownFindsHelpAndThePlatformAndNothingElse() throws Exception {
        Ask stranger = from("127.0.0.1");

        assertThat(stranger.a("maps.example").code()).isEqualTo(Code.REFUSED);
        assertThat(stranger.a("maps.example").number()).isEqualTo(Explanation.PROHIBITED);
        assertThat(stranger.a("childline.example").answers()).containsExactly("203.0.113.8");
        assertThat(stranger.a("casino.example").code()).isEqualTo(Code.REFUSED);
        assertThat(lastEvent(1).answer()).isEqualTo("unknown");

        upstream.address("portal.school.example", "10.9.8.7");
        school.publish(school.policies
                .version(2)
                .portal("https://portal.school.example")
                .copy());
        int before = school.events(4).size();
        assertThat(stranger.a("portal.school.example").answers())
                .as("the platform may stand inside the school")
                .containsExactly("10.9.8.7");
        assertThat(stranger.a("other.school.example").code()).isEqualTo(Code.REFUSED);
        assertThat(school.events(before + 1))
                .as("and asking for it is not kept")
                .noneMatch(event -> event.host().equals("portal.school.example"));
    }

    @Test
    void whoeverMayNotGoOnlineGetsThePlatformAlone() throws Exception {
        signIn("sam", "127.0.8.25");

        assertThat(from("127.0.8.25").a("maps.example"))
                .satisfies(said -> assertThat(said.code()).isEqualTo(Code.NO_SUCH_NAME))
                .satisfies(said -> assertThat(said.why())
                        .isEqualTo("Your parent has not signed your form yet. (access NOT_SIGNED)"));
        assertThat(lastEvent(1).answer()).isEqualTo("shut");
        school.publish(school.policies
                .version(2)
                .access("sam", new AccessState.Open(null))
                .copy());
        assertThat(from("127.0.8.25").a("maps.example").answers()).containsExactly(MAPS);
    }

    @Test
    void anExplanationNamesRuleCategoryAndTheSchoolsReason() throws Exception {
        signIn("hale", "127.0.8.26");
        signIn("priya", "127.0.8.27");
        school.publish(school.policies
                .version(2)
                .rule("12", "videos.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .withheld(
                        "priya",
                        new Withheld(
                                Set.of("chess.example"),
                                Set.of(),
                                null,
                                Instant.now().plusSeconds(600),
                                "Chess is off until Friday."))
                .copy());

        assertThat(from("127.0.8.26").a("www.videos.example"))
                .satisfies(said -> assertThat(said.number()).isEqualTo(Explanation.FILTERED))
                .satisfies(said -> assertThat(said.why()).contains("Not for lessons.", "(rule 12: videos.example)"));
        assertThat(from(ROOM).a("casino.example"))
                .satisfies(said -> assertThat(said.number()).isEqualTo(Explanation.BLOCKED))
                .satisfies(said -> assertThat(said.why()).contains("gambling", "(category gambling)"));
        assertThat(from("127.0.8.26").a("illegal.example"))
                .satisfies(said -> assertThat(said.number()).isEqualTo(Explanation.CENSORED))
                .satisfies(said -> assertThat(said.why()).endsWith("(illegal)"));
        assertThat(from("127.0.8.27").a("chess.example").why())
                .isEqualTo("Chess is off until Friday. (access WITHHELD)");
        byte[] plain = from(ROOM).send(Ask.query(1, "casino.example", Type.A, false));
        assertThat(plain)
                .as("who sent no OPT record gets none")
                .isNotNull()
                .satisfies(bytes -> assertThat(new String(bytes, UTF_8)).doesNotContain("gambling"));
    }

    @Test
    void whatWasDecidedIsForgottenWhenSomethingEndsByTheClock() throws Exception {
        school.publish(school.policies
                .version(2)
                .rule(
                        "1",
                        "casino.example",
                        Rule.Effect.ALLOW,
                        Rule.Source.SCHOOL,
                        Instant.now().plusMillis(1_500))
                .copy());
        upstream.address("casino.example", MAPS);
        assertThat(from(ROOM).a("casino.example").answers()).containsExactly(MAPS);
        assertThat(from(ROOM).a("casino.example").answers()).containsExactly(MAPS);
        Thread.sleep(1_600);
        assertThat(from(ROOM).a("casino.example").code()).isEqualTo(Code.NO_SUCH_NAME);
    }

    @Test
    @Line("E11")
    void aRuleHoldsFromTheNextQuestionOnWhateverIsKept() throws Exception {
        assertThat(from(ROOM).a("maps.example").answers()).containsExactly(MAPS);
        school.publish(school.policies
                .version(2)
                .rule("1", "maps.example", Rule.Effect.BLOCK, Rule.Source.REPORT, null)
                .copy());
        assertThat(from(ROOM).a("maps.example").code()).isEqualTo(Code.NO_SUCH_NAME);
        school.publish(school.policies.version(3).withoutRules().copy());
        assertThat(from(ROOM).a("maps.example").answers()).containsExactly(MAPS);
        assertThat(upstream.asked).hasSize(1);
    }

    @Test
    void whatWasClosedJustNowStandsOnThePageThatSaysWhy() throws Exception {
        from(ROOM).a("www.casino.example");
        until(() -> why().contains("www.casino.example"));
    }

    private String why() {
        int port = school.gateway().address().getPort();
        try (Wire wire = school.wireFrom(ROOM)) {
            return wire.send("GET /.schoolgate/why HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                    .answer()
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aClosedNameGetsTheAddressOfTheSchoolsPageWhereThereIsOne() throws Exception {
        School paged = school(usual -> new DnsSettings(
                0,
                usual.servers(),
                null,
                List.of(InetAddress.ofLiteral("10.1.0.2"), InetAddress.ofLiteral("fd00::2")),
                0));
        Ask room = from(paged, ROOM);

        assertThat(room.a("casino.example").answers()).containsExactly("10.1.0.2");
        assertThat(room.ask("casino.example", Type.AAAA).answers()).containsExactly("fd00:0:0:0:0:0:0:2");
        for (int type : new int[] {Type.HTTPS, Type.TXT, Type.MX, Type.ANY}) {
            assertThat(room.ask("casino.example", type))
                    .satisfies(said -> assertThat(said.code()).isEqualTo(Code.NO_ERROR))
                    .satisfies(said -> assertThat(said.answers()).isEmpty());
        }
        assertThat(from(paged, "127.0.0.1").a("maps.example").answers())
                .as("and so does a stranger, who can read there what to do")
                .containsExactly("10.1.0.2");
    }

    @Test
    @Line("E11")
    void whatIsKnownIsNotAskedForAgainUntilItIsOver() throws Exception {
        upstream.address("short.example", 1, MAPS);

        assertThat(from(ROOM).a("maps.example").seconds())
                .as("told for a minute at most")
                .containsExactly(60);
        assertThat(from(ROOM).a("MAPS.example").answers()).containsExactly(MAPS);
        assertThat(from(ROOM).ask("maps.example", Type.AAAA).answers()).isEmpty();
        assertThat(from(ROOM).ask("maps.example", Type.AAAA).seconds()).containsExactly(60);
        assertThat(from(ROOM).a("nowhere.example").code()).isEqualTo(Code.NO_SUCH_NAME);
        assertThat(from(ROOM).a("nowhere.example").code()).isEqualTo(Code.NO_SUCH_NAME);
        assertThat(upstream.asked).hasSize(3);

        from(ROOM).a("short.example");
        Thread.sleep(1_100);
        from(ROOM).a("short.example");
        assertThat(upstream.asked).hasSize(5);
    }

    @Test
    void anAnswerThatIsOverIsBetterThanNoneAndSaysSo() throws Exception {
        upstream.address("short.example", 1, MAPS);
        from(ROOM).a("short.example");
        upstream.silent = true;
        Thread.sleep(1_100);

        assertThat(from(ROOM).a("short.example"))
                .satisfies(said -> assertThat(said.answers()).containsExactly(MAPS))
                .satisfies(said -> assertThat(said.seconds()).containsExactly(30))
                .satisfies(said -> assertThat(said.number()).isEqualTo(Explanation.STALE));
        upstream.silent = false;
        upstream.code = Code.SERVER_FAILURE;
        assertThat(from(ROOM).a("short.example").number()).isEqualTo(Explanation.STALE);
        assertThat(from(ROOM).a("never.example"))
                .satisfies(said -> assertThat(said.code()).isEqualTo(Code.SERVER_FAILURE))
                .satisfies(said -> assertThat(said.why()).contains("not blocked"));
    }

    @Test
    void whereOneNameServerIsAwayTheNextIsAsked() throws Exception {
        FakeNameServer second = upstream();
        second.address("maps.example", "203.0.113.99");
        upstream.silent = true;
        School two =
                school(usual -> new DnsSettings(0, List.of(upstream.address(), second.address()), null, List.of(), 0));

        assertThat(from(two, ROOM).a("maps.example").answers()).containsExactly("203.0.113.99");
        upstream.silent = false;
        upstream.code = Code.REFUSED;
        second.address("other.example", "203.0.113.98");
        assertThat(from(two, ROOM).a("other.example").answers()).containsExactly("203.0.113.98");
    }

    @Test
    void theNameServerIsAskedFromPortsAndByNumbersAndLettersThatNobodyGuesses() throws Exception {
        for (int i = 0; i < 40; i++) {
            upstream.address("host" + i + ".longer-name.example", MAPS);
            from(ROOM).a("host" + i + ".longer-name.example");
        }

        assertThat(upstream.asked.stream()
                        .map(FakeNameServer.Asked::port)
                        .distinct()
                        .count())
                .isGreaterThan(8);
        assertThat(upstream.asked.stream()
                        .map(asked -> asked.name().replaceAll("^.*?\\.", ""))
                        .distinct()
                        .count())
                .isGreaterThan(35);
    }

    @Test
    void anotherNumberOrAnotherQuestionIsNoAnswer() throws Exception {
        upstream.lies = true;

        assertThat(from(ROOM).a("maps.example").answers()).containsExactly(MAPS);
        assertThat(from(ROOM).a("zaps.example").answers())
                .as("nothing was believed of it")
                .isEmpty();
    }

    @Test
    void whatWasCutOrForgetsTheLettersIsAskedForAgainOverAConnection() throws Exception {
        upstream.cuts = true;
        assertThat(from(ROOM).a("maps.example").answers()).containsExactly(MAPS);
        upstream.cuts = false;
        upstream.forgetsCase = true;
        upstream.address("long-enough-to-have-capitals.example", MAPS);
        assertThat(from(ROOM).a("long-enough-to-have-capitals.example").answers())
                .containsExactly(MAPS);
        assertThat(upstream.asked).extracting(FakeNameServer.Asked::tcp).containsExactly(false, true, false, true);
    }

    @Test
    void whatDoesNotFitIsCutAndComesWholeOverAConnection() throws Exception {
        for (int i = 0; i < 100; i++) {
            upstream.address("many.example", "203.0.113." + i);
        }
        assertThat(from(ROOM).a("many.example")).satisfies(said -> {
            assertThat(said.cut()).isTrue();
            assertThat(said.answers()).isEmpty();
            assertThat(said.length()).isLessThan(Question.SHORTEST);
        });
        try (Wire wire = school.wireTo(server(school).address(), ROOM)) {
            assertThat(framed(wire, Ask.query(9, "many.example", Type.A, true)).answers())
                    .hasSize(100);
        }
    }

    static Said framed(Wire wire, byte[] query) throws Exception {
        send(wire, query);
        return read(wire);
    }

    static void send(Wire wire, byte[] query) throws Exception {
        byte[] frame = new byte[query.length + 2];
        frame[0] = (byte) (query.length >> 8);
        frame[1] = (byte) query.length;
        System.arraycopy(query, 0, frame, 2, query.length);
        wire.send(frame);
    }

    static Said read(Wire wire) throws Exception {
        byte[] length = wire.exactly(2);
        return Said.of(wire.exactly(((length[0] & 0xff) << 8) | (length[1] & 0xff)));
    }

    @Test
    void severalQuestionsGoOverOneConnectionInPiecesAndAtOnce() throws Exception {
        try (Wire wire = school.wireTo(server(school).address(), ROOM)) {
            byte[] query = Ask.query(9, "maps.example", Type.A, true);
            wire.send(new byte[] {0});
            wire.send(new byte[] {(byte) query.length});
            for (byte b : query) {
                wire.send(new byte[] {b});
            }
            assertThat(read(wire).answers()).containsExactly(MAPS);
            for (int i = 0; i < 300; i++) {
                send(wire, Ask.query(i, i % 2 == 0 ? "casino.example" : "maps.example", Type.A, false));
            }
            int closed = 0;
            for (int i = 0; i < 300; i++) {
                closed += read(wire).code() == Code.NO_SUCH_NAME ? 1 : 0;
            }
            assertThat(closed).isEqualTo(150);
            send(wire, new byte[3]);
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void whoDoesNotReadTheirAnswersIsAskedForNoMore() throws Exception {
        byte[] query = Ask.query(9, "casino.example", Type.A, true);
        byte[] question = new byte[query.length + 2];
        question[1] = (byte) query.length;
        System.arraycopy(query, 0, question, 2, query.length);
        long offered = 32 << 20;
        assertThat(Deaf.taken(ROOM, server(school).address(), question, offered))
                .isLessThan(offered);
    }

    @Test
    void whoeverAsksFasterThanPeopleDoIsRefusedAndCountedAndNobodyElseIs() throws Exception {
        School bounded = school(usual -> new DnsSettings(0, usual.servers(), null, List.of(), 5));
        Ask fast = from(bounded, ROOM);
        int refused = 0;
        for (int i = 0; i < 80; i++) {
            refused += fast.a("maps.example").code() == Code.REFUSED ? 1 : 0;
        }
        assertThat(refused).isBetween(15, 30);
        assertThat(from(bounded, "127.0.8.33").a("maps.example").answers()).containsExactly(MAPS);
        assertThat(server(bounded).figures().tooFast()).isEqualTo(refused);
        try (Wire wire = bounded.wire()) {
            assertThat(wire.send("GET /.schoolgate/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .answer()
                            .body())
                    .contains("\"dns\":{", "\"tooFast\":" + refused);
        }
    }

    @Test
    @Line("I5")
    void withoutAPolicyNothingIsAnswered() throws Exception {
        school.platform.goAway();
        GatewaySettings settings = new GatewaySettings(
                        school.platform.address(), FakePlatform.TOKEN, data.resolve("alone"))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .dns(new DnsSettings(0, List.of(upstream.address()), null, List.of(), 0));
        try (Gateway alone = Gateway.start(settings)) {
            Said said = new Ask(Objects.requireNonNull(alone.dns()).address(), ROOM).a("maps.example");
            assertThat(said.code()).isEqualTo(Code.SERVER_FAILURE);
            assertThat(said.number()).isEqualTo(Explanation.NOT_READY);
        }
        assertThat(upstream.asked).isEmpty();
    }
}
