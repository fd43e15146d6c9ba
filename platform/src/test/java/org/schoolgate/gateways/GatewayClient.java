package org.schoolgate.gateways;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.PolicyCopy;

/** A gateway's side of the wire, as plain as can be. */
final class GatewayClient implements AutoCloseable {
    private final HttpClient http;
    private final URI platform;
    private final String token;

    GatewayClient(int port, String token) {
        this(port, token, "127.0.0.1");
    }

    /** Calls from this address of our own. */
    GatewayClient(int port, String token, String from) {
        this.http = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(from))
                .build();
        this.platform = URI.create("http://127.0.0.1:" + port);
        this.token = token;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(platform.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    PolicyCopy policy() throws IOException, InterruptedException {
        return Feed.JSON.readValue(send(request(Feed.POLICY)).body(), PolicyCopy.class);
    }

    /** The status of a fetch by somebody who holds this tag. */
    int statusHolding(String tag) throws IOException, InterruptedException {
        return send(request(Feed.POLICY).header("If-None-Match", '"' + tag + '"'))
                .statusCode();
    }

    Stream changes() throws IOException, InterruptedException {
        var answer = http.send(request(Feed.CHANGES).build(), BodyHandlers.ofInputStream());
        return new Stream(answer);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** The stream of changes, read as it comes. */
    static final class Stream implements AutoCloseable {
        private static final String END = "end";

        private final InputStream body;
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        private Stream(HttpResponse<InputStream> answer) {
            this.body = answer.body();
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (var lines = new BufferedReader(new InputStreamReader(body, UTF_8))) {
                var event = "";
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event: ")) {
                        event = line.substring("event: ".length());
                    } else if (line.startsWith("data:")) {
                        var tagAndCopy =
                                line.substring("data:".length()).strip().split(" ", 2);
                        said.add((event + " " + tagAndCopy[0]).strip());
                    }
                }
            } catch (IOException _) {
                // The other side, or this test, closed it.
            }
            said.add(END);
        }

        /** What the platform says next; null after so long without a word. */
        @Nullable
        String next(Duration most) throws InterruptedException {
            return said.poll(most.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** What it says next that is no heartbeat. */
        @Nullable
        String nextChange(Duration most) throws InterruptedException {
            long deadline = System.nanoTime() + most.toNanos();
            while (true) {
                var next = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null || !next.equals("heartbeat")) {
                    return next;
                }
            }
        }

        boolean endsWithin(Duration most) throws InterruptedException {
            return END.equals(nextChange(most));
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
