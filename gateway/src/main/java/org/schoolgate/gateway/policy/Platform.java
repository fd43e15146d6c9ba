package org.schoolgate.gateway.policy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.GatewayHealth;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.gateway.feed.Ticket;
import tools.jackson.core.JacksonException;

/** The platform as its gateways reach it: seven requests, each with the gateway's token. */
public final class Platform implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI server;
    private final String token;
    private final Supplier<Report> report;
    private final HttpClient http;

    /**
     * @param certificate the SHA-256 of the only certificate that is trusted; null trusts the authorities of this machine
     * @param report asked before each request, which carries it
     */
    public Platform(URI server, String token, @Nullable String certificate, Supplier<Report> report) {
        this.server = server;
        this.token = token;
        this.report = report;
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5));
        this.http = (certificate == null ? client : client.sslContext(PinnedCertificate.context(certificate))).build();
    }

    /** The policy, unless it is the one with this tag; then null. */
    public @Nullable PolicyCopy policy(@Nullable String unless) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request(Feed.POLICY).header("Accept-Encoding", "gzip").timeout(PATIENCE);
        if (unless != null) {
            request.header("If-None-Match", '"' + unless + '"');
        }
        HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
        return switch (answer.statusCode()) {
            case 304 -> null;
            case 200 -> read(plain(answer), PolicyCopy.class);
            default -> throw unexpected(Feed.POLICY, answer.statusCode());
        };
    }

    /** The stream of changes, open until either side closes it. */
    public InputStream changes() throws IOException, InterruptedException {
        HttpRequest request = request(Feed.CHANGES)
                .header("Accept", "text/event-stream")
                .timeout(PATIENCE)
                .build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw unexpected(Feed.CHANGES, answer.statusCode());
        }
        return answer.body();
    }

    /** Hands over lines of events; when this returns they are stored there. */
    public void events(byte[] lines, int length) throws IOException, InterruptedException {
        HttpRequest request = request(Feed.EVENTS)
                .header("Content-Type", "application/x-ndjson")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(lines, 0, length))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw unexpected(Feed.EVENTS, status);
        }
    }

    /** Whose the ticket was; null where it is unknown, used or too old. */
    public Ticket.@Nullable Redeemed redeem(String ticket) throws IOException, InterruptedException {
        HttpRequest request = request(Feed.TICKETS)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(Feed.JSON.writeValueAsBytes(new Ticket(ticket))))
                .build();
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        return switch (answer.statusCode()) {
            case 200 -> read(answer.body(), Ticket.Redeemed.class);
            case 404 -> null;
            default -> throw unexpected(Feed.TICKETS, answer.statusCode());
        };
    }

    /** Says who is where; the platform keeps the last word only. */
    public void who(List<Presence> presences) throws IOException, InterruptedException {
        HttpRequest request = request(Feed.WHO)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(Feed.JSON.writeValueAsBytes(presences)))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw unexpected(Feed.WHO, status);
        }
    }

    /** Says how this gateway is; the platform keeps the last word only. */
    public void health(GatewayHealth health) throws IOException, InterruptedException {
        HttpRequest request = request(Feed.HEALTH)
                .header("Content-Type", "application/json")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(Feed.JSON.writeValueAsBytes(health)))
                .build();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 204) {
            throw unexpected(Feed.HEALTH, status);
        }
    }

    /** Has a request for a certificate signed; the certificate and those above it, in PEM. */
    public String certificate(byte[] asked) throws IOException, InterruptedException {
        HttpRequest request = request(Feed.CERTIFICATE)
                .header("Content-Type", "application/pkcs10")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(asked))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        return switch (answer.statusCode()) {
            case 200 -> answer.body();
            case 422 -> throw new IOException(answer.body());
            default -> throw unexpected(Feed.CERTIFICATE, answer.statusCode());
        };
    }

    private HttpRequest.Builder request(String path) {
        Report now = report.get();
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header(Feed.BACKLOG, Long.toString(now.backlog()));
        if (now.held() != null) {
            request.header(Feed.HELD, now.held());
        }
        if (now.canaries() != null) {
            request.header(Feed.CANARIES, now.canaries());
        }
        if (!now.ports().isEmpty()) {
            request.header(Feed.PORTS, now.ports().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (now.oldest() != null) {
            request.header(Feed.OLDEST, now.oldest().toString());
        }
        return request;
    }

    /** The policy that came with the word of a change. */
    static PolicyCopy packed(String base64) throws IOException {
        try {
            return read(unpacked(Base64.getDecoder().decode(base64)), PolicyCopy.class);
        } catch (IllegalArgumentException e) {
            throw new IOException("the platform's copy of the policy cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static byte[] plain(HttpResponse<byte[]> answer) throws IOException {
        return answer.headers().firstValue("Content-Encoding").equals(Optional.of("gzip"))
                ? unpacked(answer.body())
                : answer.body();
    }

    private static byte[] unpacked(byte[] gzip) throws IOException {
        try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return unzipped.readAllBytes();
        }
    }

    private static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            return Feed.JSON.readValue(json, type);
        } catch (JacksonException e) {
            throw new IOException("the platform's answer cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static IOException unexpected(String path, int status) {
        return new Unexpected(path, status);
    }

    /** It answers, and not with what was asked for. */
    public static final class Unexpected extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Unexpected(String path, int status) {
            super("the platform answered %d to %s".formatted(status, path));
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
