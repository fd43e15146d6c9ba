package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;

/** The platform's side of the contract, for gateways under test: it can go away and come back. */
public final class FakePlatform implements AutoCloseable {
    public static final String TOKEN = "gateway-token";

    private final Map<String, SeenEvent> events = new LinkedHashMap<>();
    private final Map<String, Ticket.Redeemed> tickets = new ConcurrentHashMap<>();
    private final List<OutputStream> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable PolicyCopy policy;
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile List<Presence> presences = List.of();
    private volatile @Nullable GatewayHealth health;
    private volatile boolean refusesEvents;
    private volatile String ports = "";
    private final String token;
    private int port;
    private @Nullable HttpServer server;

    public FakePlatform(@Nullable PolicyCopy policy) throws IOException {
        this(policy, TOKEN);
    }

    /** @param token of the gateways of its school; another's are strangers */
    public FakePlatform(@Nullable PolicyCopy policy, String token) throws IOException {
        this.policy = policy;
        this.token = token;
        comeBack();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    public int fetches() {
        return fetches.get();
    }

    public int listeners() {
        return listeners.size();
    }

    /** Where gateways said last that their proxy is found. */
    public String ports() {
        return ports;
    }

    /** Puts a policy in force and tells every gateway. */
    public void publish(PolicyCopy next) throws IOException {
        policy = next;
        tell("event: policy\ndata: " + next.tag() + "\n\n");
    }

    /** Tells every gateway of a version together with what stands for its copy, and hands it to nobody who fetches. */
    public void push(String tag, String copy) {
        tell("event: policy\ndata: " + tag + ' ' + copy + "\n\n");
    }

    /** Puts a policy in force without a word. */
    public void change(PolicyCopy next) {
        policy = next;
    }

    private void tell(String event) {
        listeners.removeIf(listener -> {
            try {
                listener.write(event.getBytes(UTF_8));
                listener.flush();
                return false;
            } catch (IOException _) {
                return true;
            }
        });
    }

    /** A ticket that can be redeemed once. */
    public void issue(String ticket, Ticket.Redeemed session) {
        tickets.put(ticket, session);
    }

    public void refuseEvents(boolean refuses) {
        refusesEvents = refuses;
    }

    public List<SeenEvent> events() {
        synchronized (events) {
            return new ArrayList<>(events.values());
        }
    }

    public void goAway() {
        HttpServer running = server;
        if (running != null) {
            running.stop(0);
        }
        for (OutputStream listener : listeners) {
            try {
                listener.close();
            } catch (IOException _) {
                // It is gone already.
            }
        }
        listeners.clear();
        server = null;
    }

    public void comeBack() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        started.createContext(Feed.POLICY, this::policy);
        started.createContext(Feed.CHANGES, this::changes);
        started.createContext(Feed.EVENTS, this::events);
        started.createContext(Feed.TICKETS, this::tickets);
        started.createContext(Feed.WHO, this::who);
        started.createContext(Feed.HEALTH, this::health);
        started.createContext("/", exchange -> answer(exchange, 200, "portal " + exchange.getRequestURI()));
        started.start();
        port = started.getAddress().getPort();
        server = started;
    }

    private void policy(HttpExchange exchange) throws IOException {
        PolicyCopy now = policy;
        if (!knows(exchange)) {
            answer(exchange, 401, "");
        } else if (now == null) {
            answer(exchange, 503, "");
        } else if (('"' + now.tag() + '"').equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            answer(exchange, 304, null);
        } else {
            fetches.incrementAndGet();
            exchange.getResponseHeaders().set("ETag", '"' + now.tag() + '"');
            answer(exchange, 200, Feed.JSON.writeValueAsString(now));
        }
    }

    private void changes(HttpExchange exchange) throws IOException {
        if (!knows(exchange)) {
            answer(exchange, 401, "");
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write("event: heartbeat\ndata: 0\n\n".getBytes(UTF_8));
        out.flush();
        listeners.add(out);
    }

    private void events(HttpExchange exchange) throws IOException {
        String lines = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (!knows(exchange) || refusesEvents) {
            answer(exchange, 503, "");
            return;
        }
        synchronized (events) {
            lines.lines()
                    .map(line -> Feed.JSON.readValue(line, SeenEvent.class))
                    .forEach(event -> events.putIfAbsent(event.epoch() + "-" + event.sequence(), event));
        }
        answer(exchange, 204, null);
    }

    private void tickets(HttpExchange exchange) throws IOException {
        Ticket ticket = Feed.JSON.readValue(exchange.getRequestBody().readAllBytes(), Ticket.class);
        Ticket.Redeemed session = knows(exchange) ? tickets.remove(ticket.ticket()) : null;
        if (session == null) {
            answer(exchange, 404, "");
        } else {
            answer(exchange, 200, Feed.JSON.writeValueAsString(session));
        }
    }

    private void who(HttpExchange exchange) throws IOException {
        presences = List.of(Feed.JSON.readValue(exchange.getRequestBody().readAllBytes(), Presence[].class));
        answer(exchange, 204, null);
    }

    private void health(HttpExchange exchange) throws IOException {
        health = Feed.JSON.readValue(exchange.getRequestBody().readAllBytes(), GatewayHealth.class);
        answer(exchange, 204, null);
    }

    /** How a gateway said last that it is; null where it has not. */
    public @Nullable GatewayHealth health() {
        return health;
    }

    /** Who is where, as a gateway told it last. */
    public List<Presence> presences() {
        return presences;
    }

    private boolean knows(HttpExchange exchange) {
        String said = exchange.getRequestHeaders().getFirst(Feed.PORTS);
        ports = said == null ? ports : said;
        return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static void answer(HttpExchange exchange, int status, @Nullable String body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body == null ? -1 : bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        goAway();
    }
}
