package org.schoolgate.messages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A telephone provider that rings nobody: it takes what the real one takes, over real HTTP, and remembers it. */
final class FakeProvider implements AutoCloseable {
    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    /** How it is today. */
    enum Mood {
        WELL,
        /** It answers that something is wrong with it. */
        BROKEN,
        /** It takes the call and puts the line down before it has answered. */
        SILENT,
        /** It answers with something that is no answer. */
        RAMBLING
    }

    /** What it was asked: the last part of the address, and the form. */
    record Asked(String path, String authorization, Map<String, String> form) {
        boolean isCall() {
            return path.equals("Calls.json");
        }

        String to() {
            return form.getOrDefault("To", "");
        }

        /** The address that it is to ask when somebody lifts. */
        String url() {
            return form.getOrDefault("Url", "");
        }
    }

    FakeProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/2010-04-01/Accounts/AC1/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void is(Mood how) {
        mood = how;
    }

    List<Asked> calls() {
        return asked.stream().filter(Asked::isCall).toList();
    }

    List<Asked> texts() {
        return asked.stream().filter(one -> one.path().equals("Messages.json")).toList();
    }

    /** The calls that it was told to end, by its own names for them. */
    List<String> hungUp() {
        return asked.stream()
                .filter(one -> one.path().startsWith("Calls/"))
                .map(one -> one.path().substring("Calls/".length()).replace(".json", ""))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        asked.add(new Asked(
                exchange.getRequestURI().getPath().replace("/2010-04-01/Accounts/AC1/", ""),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                form));
        if (mood == Mood.SILENT) {
            exchange.close();
            return;
        }
        var said = mood == Mood.RAMBLING ? "<html>" : "{\"sid\":\"CA%d\"}".formatted(numbers.incrementAndGet());
        var bytes = said.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(mood == Mood.BROKEN ? 500 : 201, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
