package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.netty.util.ResourceLeakDetector;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.dns.DnsSettings;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.Coverage;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Line;

/** Programs that speak in messages (gRPC), through HTTPS that is looked into: client and server are those that apps have. */
@Timeout(60)
class GrpcTest {
    static final byte[] HELLO = "hello".getBytes(UTF_8);

    @TempDir
    Path data;

    Sites sites;
    Talk talk;
    Talk narrow;
    Talk restless;
    Cable cable;
    School school;
    ManagedChannel channel;
    final List<ManagedChannel> channels = new ArrayList<>();
    final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();

    @BeforeEach
    void start() throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        sites = new Sites(data, "maps.example", "old.example");
        Instant now = Instant.now();
        sites.add("expired.example", now.minus(Duration.ofDays(9)), now.minusSeconds(60), "expired.example");
        sites.addSelfSigned("self.example");
        talk = new Talk(sites.written("calls.example"), how -> how);
        cable = new Cable(talk.address());
        narrow = new Talk(sites.written("narrow.example"), how -> how.maxConcurrentCallsPerConnection(4));
        DnsSettings.Secure another = sites.written("restless.example");
        restless = new Talk(another, how -> how.maxConnectionAge(400, TimeUnit.MILLISECONDS));
        Map<String, InetSocketAddress> origins = new HashMap<>(sites.addresses());
        origins.put("calls.example", cable.address());
        origins.put("narrow.example", narrow.address());
        origins.put("restless.example", restless.address());
        // Its certificate is for another name.
        origins.put("stranger.example", talk.address());
        school = new School(
                data,
                settings -> settings.authority(data.resolve("authority"))
                        .trusted(sites.trusted())
                        .origins(origins));
        school.publish(
                next().https(new Https(Https.Mode.INSPECT, Map.of(), Set.of())).copy());
        channel = channel("calls.example", "priya");
    }

    @AfterEach
    void stop() throws Exception {
        channels.forEach(ManagedChannel::shutdownNow);
        for (ManagedChannel one : channels) {
            one.awaitTermination(5, TimeUnit.SECONDS);
        }
        school.close();
        for (AutoCloseable one : List.of(talk, narrow, restless, cable, sites)) {
            one.close();
        }
        ResourceLeakDetector.setLevel(before);
    }

    Policies next() {
        return school.policies.version(school.platform.fetches() + 100L);
    }

    ManagedChannel channel(String host, String who) throws Exception {
        InetSocketAddress gateway = school.gateway().address();
        ManagedChannel made = NettyChannelBuilder.forTarget("dns:///" + host + ":443")
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(data.resolve("authority")
                                .resolve("authority.pem")
                                .toFile())
                        .build())
                .proxyDetector(to -> HttpConnectProxiedSocketAddress.newBuilder()
                        .setTargetAddress((InetSocketAddress) to)
                        .setProxyAddress(gateway)
                        .setUsername(who + "-token")
                        .setPassword("")
                        .build())
                .build();
        channels.add(made);
        return made;
    }

    static Status failing(ThrowingCallable call) {
        try {
            call.call();
        } catch (StatusRuntimeException e) {
            return e.getStatus();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it went through");
    }

    Status saying(String host, String who) throws Exception {
        ManagedChannel to = channel(host, who);
        return failing(() -> Talk.say(to, Talk.SAY, HELLO));
    }

    @Test
    @Line("C16")
    void callsOfEveryKindGoThroughAndTheRecordSaysThatNobodyReadThem() throws Exception {
        assertThat(Talk.say(channel, Talk.SAY, HELLO)).isEqualTo(HELLO);

        Talk.Call sum = Talk.Call.open(channel, Talk.SUM);
        for (int i = 0; i < 50; i++) {
            sum.out().onNext(new byte[100]);
        }
        sum.out().onCompleted();
        Objects.requireNonNull(talk.sums.poll(10, TimeUnit.SECONDS)).request(1);
        assertThat(new String(sum.next(), UTF_8)).isEqualTo("5000");
        assertThat(sum.status().isOk()).isTrue();

        Talk.Call echo = Talk.Call.open(channel, Talk.ECHO);
        for (int i = 1; i <= 50; i++) {
            byte[] message = new byte[i * 300];
            echo.out().onNext(message);
            assertThat(echo.next()).isEqualTo(message);
        }
        echo.out().onCompleted();
        assertThat(echo.status().isOk()).isTrue();

        List<SeenEvent> events = school.events(3);
        assertThat(events).hasSize(3).allSatisfy(event -> {
            assertThat(event.reader()).isEqualTo("priya");
            assertThat(event.answer()).isEqualTo("allow");
            assertThat(event.host()).isEqualTo("calls.example");
            assertThat(event.rule()).endsWith("messages of programs, which nobody read");
        });
        assertThat(events).extracting(SeenEvent::path).contains("/school.Talk/say", "/school.Talk/echo");
        assertThat(school.gateway().health().coverage().counts())
                .extracting(Coverage.Count::depth)
                .contains(Coverage.Depth.NOTHING)
                .doesNotContain(Coverage.Depth.WHOLE);
        assertThat(cable.connections())
                .as("one to see its certificate, one for all calls")
                .isEqualTo(2);
    }

    @Test
    void theEndOfACallIsAsTheServerSaysIt() throws Exception {
        StatusRuntimeException end =
                catchThrowableOfType(StatusRuntimeException.class, () -> Talk.say(channel, Talk.REFUSE, HELLO));
        assertThat(end.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(end.getStatus().getDescription()).isEqualTo("100 % nothing, Zoë");
        Metadata behind = Objects.requireNonNull(end.getTrailers());
        assertThat(behind.get(Talk.MARK)).isEqualTo("twelve");

        Talk.Call echo = Talk.Call.open(channel, Talk.ECHO);
        echo.out().onNext(HELLO);
        assertThat(echo.next()).isEqualTo(HELLO);
        echo.out().onNext(new byte[0]);
        assertThat(echo.status().getCode()).isEqualTo(Status.Code.ABORTED);
    }

    @Test
    void aCallThatTakesTooLongOrIsCalledBackEndsAtTheServerToo() throws Exception {
        assertThat(failing(() -> ClientCalls.blockingUnaryCall(
                                channel, Talk.SILENT, Talk.within(Duration.ofMillis(400)), HELLO))
                        .getCode())
                .isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        School.until(() -> talk.cancelled.get() == 1);

        Talk.Call echo = Talk.Call.open(channel, Talk.ECHO);
        echo.out().onNext(HELLO);
        assertThat(echo.next()).isEqualTo(HELLO);
        echo.out().cancel("enough", null);
        School.until(() -> talk.cancelled.get() == 2);

        // Nobody reads what it sends, and it takes it back.
        Talk.Call sum = Talk.Call.open(channel, Talk.SUM);
        for (int i = 0; i < Talk.COUNT; i++) {
            sum.out().onNext(new byte[Talk.SIZE]);
        }
        assertThat(talk.sums.poll(10, TimeUnit.SECONDS)).isNotNull();
        Thread.sleep(300);
        sum.out().cancel("enough", null);
        School.until(() -> talk.cancelled.get() == 3);
        assertThat(Talk.say(channel, Talk.SAY, HELLO)).isEqualTo(HELLO);
    }

    @Test
    void whoReadsSlowlyHoldsUpNobodyButTheirOwnCall() throws Exception {
        Talk.Call many = Talk.Call.slow(channel, Talk.MANY);
        School.until(() -> talk.sent.get() > 0);
        int before = -1;
        while (before != talk.sent.get()) {
            before = talk.sent.get();
            Thread.sleep(300);
        }
        assertThat((long) before * Talk.SIZE).as("what waits on the way").isLessThan(2L << 20);

        assertThat(Talk.say(channel, Talk.SAY, new byte[1 << 20])).hasSize(1 << 20);

        for (int i = 0; i < Talk.COUNT; i++) {
            many.out().request(1);
            assertThat(many.next()).hasSize(Talk.SIZE).startsWith((byte) i);
        }
        many.out().request(1);
        assertThat(many.status().isOk()).isTrue();
    }

    @Test
    void aServerThatReadsSlowlyHoldsUpNobodyButItsOwnCall() throws Exception {
        Talk.Call sum = Talk.Call.open(channel, Talk.SUM);
        int sent = 0;
        for (int quiet = 0; quiet < 10 && sent < 4 * Talk.COUNT; ) {
            if (sum.out().isReady()) {
                sum.out().onNext(new byte[Talk.SIZE]);
                sent++;
                quiet = 0;
            } else {
                quiet++;
                Thread.sleep(50);
            }
        }
        assertThat((long) sent * Talk.SIZE).as("what waits on the way").isLessThan(2L << 20);
        assertThat(Talk.say(channel, Talk.SAY, new byte[1 << 20])).hasSize(1 << 20);

        ServerCallStreamObserver<byte[]> reads = Objects.requireNonNull(talk.sums.poll(10, TimeUnit.SECONDS));
        reads.request(1);
        for (; sent < Talk.COUNT; sent++) {
            sum.out().onNext(new byte[Talk.SIZE]);
        }
        sum.out().onCompleted();
        assertThat(new String(sum.next(), UTF_8)).isEqualTo("" + (long) sent * Talk.SIZE);
    }

    @Test
    void whenTheServerIsGoneItsCallsEndAndTheNextFindsItAgain() throws Exception {
        Talk.Call begun = Talk.Call.open(channel, Talk.ECHO);
        begun.out().onNext(HELLO);
        assertThat(begun.next()).isEqualTo(HELLO);
        Talk.Call waiting = Talk.Call.open(channel, Talk.SUM);
        waiting.out().onNext(HELLO);
        assertThat(talk.sums.poll(10, TimeUnit.SECONDS)).isNotNull();

        cable.cut();

        Status end = begun.status();
        assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(end.getDescription()).contains("the site broke off").contains("It is not blocked");
        assertThat(waiting.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(Talk.say(channel, Talk.SAY, HELLO)).isEqualTo(HELLO);

        cable.close();
        assertThat(failing(() -> Talk.say(channel, Talk.SAY, HELLO)).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    }

    @Test
    void aServerThatSaysGoodbyeNowAndThenLosesNoCall() throws Exception {
        ManagedChannel to = channel("restless.example", "priya");
        Talk.Call echo = Talk.Call.open(to, Talk.ECHO);
        long end = System.nanoTime() + 2_500_000_000L;
        int calls = 0;
        while (System.nanoTime() < end) {
            assertThat(Talk.say(to, Talk.SAY, HELLO)).isEqualTo(HELLO);
            echo.out().onNext(HELLO);
            assertThat(echo.next()).isEqualTo(HELLO);
            calls++;
        }
        assertThat(calls).isGreaterThan(20);
        assertThat(echo.isOpen()).isTrue();
    }

    @Test
    void moreCallsThanAServerTakesInOneConnectionGoInSeveral() throws Exception {
        ManagedChannel to = channel("narrow.example", "priya");
        List<Talk.Call> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            calls.add(Talk.Call.open(to, Talk.ECHO));
        }
        for (int round = 0; round < 3; round++) {
            for (Talk.Call call : calls) {
                call.out().onNext(HELLO);
            }
            for (Talk.Call call : calls) {
                assertThat(call.next()).isEqualTo(HELLO);
            }
        }
    }

    @Test
    void aCallIsClosedInTheMiddleForWhoeverMayNotGoOnAndForNobodyElse() throws Exception {
        Talk.Call priya = Talk.Call.open(channel, Talk.ECHO);
        Talk.Call silent = Talk.Call.open(channel, Talk.SUM);
        silent.out().onNext(HELLO);
        priya.out().onNext(HELLO);
        assertThat(priya.next()).isEqualTo(HELLO);
        int ofPriya = cable.connections();
        Talk.Call zoe = Talk.Call.open(channel("calls.example", "zoe"), Talk.ECHO);
        zoe.out().onNext(HELLO);
        assertThat(zoe.next()).isEqualTo(HELLO);
        assertThat(cable.connections()).as("nobody shares one").isGreaterThan(ofPriya);

        school.publish(next().access("priya", new AccessState.Shut("HELD", "Ask Ms Okafor.", null, false))
                .copy());

        for (Talk.Call call : List.of(priya, silent)) {
            Status end = call.status();
            assertThat(end.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(end.getDescription()).isEqualTo("This has just been closed at school.");
        }
        School.until(() -> talk.cancelled.get() == 2);
        zoe.out().onNext(HELLO);
        assertThat(zoe.next()).isEqualTo(HELLO);
        assertThat(saying("calls.example", "priya").getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(school.events(7))
                .filteredOn(event -> event.path() != null && event.rule().equals("access HELD, closed while open"))
                .hasSize(2)
                .allMatch(event -> "priya".equals(event.reader()));
    }

    @Test
    void whatIsClosedSaysWhyInWordsThatProgramsShow() throws Exception {
        Status end = saying("casino.example", "priya");
        assertThat(end.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(end.getDescription()).contains("casino.example");
        assertThat(school.events(1).getFirst().answer()).isEqualTo("block");
    }

    @Test
    @Line("D13")
    void noFaultOfAServersCertificateIsCoveredUp() throws Exception {
        for (Map.Entry<String, String> fault : Map.of(
                        "expired.example", "has expired",
                        "self.example", "signed its certificate itself",
                        "stranger.example", "is for another name")
                .entrySet()) {
            Status end = saying(fault.getKey(), "priya");
            assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(end.getDescription()).contains(fault.getValue());
        }
    }

    @Test
    void aSiteOfHttp1IsAskedInItsOwnWay() throws Exception {
        assertThat(saying("maps.example", "priya").getCode()).isEqualTo(Status.Code.UNKNOWN);
        assertThat(sites.site("example").last().line()).isEqualTo("POST /school.Talk/say HTTP/1.1");
        assertThat(sites.site("example").last().header("TE")).isNull();
    }
}
