package org.schoolgate.gateway;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.ListImage;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.EdgeHealth;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Trouble;
import org.schoolgate.gateway.proxy.Names;

/** A gateway under test with everything around it: a platform, one origin behind every name, and a small list image. */
public final class School implements AutoCloseable {
    public final FakePlatform platform;
    public final Origin origin;
    public final Path data;
    public final Policies policies;
    private final UnaryOperator<GatewaySettings> settings;
    private Gateway gateway;

    public School(Path data) throws IOException {
        this(data, UnaryOperator.identity());
    }

    public School(Path data, UnaryOperator<GatewaySettings> settings) throws IOException {
        this.data = data;
        this.settings = settings;
        platform = new FakePlatform(null);
        origin = new Origin();
        policies = new Policies(platform.address().toString());
        platform.change(policies.copy());
        gateway = start();
        until(() -> gateway.policy() != null);
    }

    /** Nothing is resolved in a test: a name that no test has given an address has none. */
    public static final Names NO_NAMES = (loop, name) -> loop.newFailedFuture(new java.net.UnknownHostException(name));

    public Gateway start() throws IOException {
        Path image = data.resolve("lists.image");
        ListImage.write(
                Map.of(
                        "gambling", Set.of("casino.example"),
                        "games", Set.of("blockcraft.example"),
                        "bank", Set.of("bank.example"),
                        "illegal", Set.of("illegal.example")),
                image);
        Map<String, InetSocketAddress> origins = new HashMap<>();
        origins.put("example", origin.address());
        GatewaySettings base = new GatewaySettings(platform.address(), FakePlatform.TOKEN, data.resolve("gateway"))
                .lists(image)
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .resolver(NO_NAMES)
                .origins(origins);
        gateway = Gateway.start(settings.apply(base));
        return gateway;
    }

    public Gateway gateway() {
        return gateway;
    }

    /** Where its proxy listens. */
    public InetSocketAddress address() {
        return gateway.address();
    }

    public Wire wire() throws IOException {
        return Wire.to(gateway.address());
    }

    public Wire wireFrom(String source) throws IOException {
        return Wire.from(source, gateway.address());
    }

    /** To another port of the gateway. */
    public Wire wireTo(InetSocketAddress port, String source) throws IOException {
        return Wire.from(source, port);
    }

    /** A port at which nothing listens just now, and none of those that the system gives to whoever asks for any. */
    public static int freePort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException _) {
                // It is another's.
            }
        }
    }

    /** Publishes and waits until it is in force. */
    public void publish(PolicyCopy policy) throws IOException {
        platform.publish(policy);
        until(() -> policy.tag().equals(gateway.policy()));
    }

    /** The events that the platform has, once there are so many. */
    public List<SeenEvent> events(int count) {
        until(() -> platform.events().size() >= count);
        return platform.events();
    }

    /** How an edge is, by the gateway's own word. */
    public EdgeHealth edge(Edge edge) {
        return gateway.health().edges().stream()
                .filter(one -> one.edge() == edge)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until an edge is at fault for this reason; null: until it is well. */
    public void untilEdge(Edge edge, @Nullable Trouble trouble) {
        EdgeHealth.State state = trouble == null ? EdgeHealth.State.WELL : EdgeHealth.State.FAULT;
        until(() -> edge(edge).state() == state && edge(edge).trouble() == trouble);
    }

    public static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not happen in thirty seconds");
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        platform.close();
        origin.close();
        Files.deleteIfExists(data.resolve("lists.image"));
    }
}
