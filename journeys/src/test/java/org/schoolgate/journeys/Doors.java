package org.schoolgate.journeys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The ways in which somebody asks a gateway for a page, and how each is told yes or no. */
final class Doors {
    private Doors() {}

    /** What somebody was told. */
    enum Said {
        OPEN,
        CLOSED
    }

    /**
     * Who asks.
     *
     * @param signIn their name at Squid and on computers; empty for nobody
     * @param token of their device; empty for nobody
     * @param address of the computer at which they are logged on
     */
    record Who(String name, String signIn, String token, String address) {
        /** What a browser sends to the proxy, with the end of the head. */
        private String credentials() {
            return token.isEmpty() ? "\r\n" : "Proxy-Authorization: " + Wire.credentials(token) + "\r\n\r\n";
        }
    }

    /** Notes what was answered, so that it can be looked for later. */
    interface Ledger {
        void answered(int number);
    }

    /** One way to ask, by one person after the other; what it keeps open is used by one thread. */
    interface Door extends AutoCloseable {
        /**
         * Asks for the page of that number.
         *
         * @param key connections that were opened under another one are not used any more
         */
        Said ask(Who who, String site, int number, String key) throws IOException, InterruptedException;

        @Override
        void close() throws IOException;
    }

    /** How a number is written in a path, and in a name. */
    record Numbers(String run) {
        String path(int number) {
            return "/s/%s/%d".formatted(run, number);
        }

        /** One label, below a site. */
        String below(int number, String site) {
            return "s%s-%d.%s".formatted(run, number, site);
        }
    }

    private static Said said(Talk.Answer answer, String path) throws IOException {
        return switch (answer.head().status()) {
            case 200 -> {
                if (!answer.body().equals("ok " + path)) {
                    throw new IOException("another page came than that of " + path + ": " + answer.body());
                }
                yield Said.OPEN;
            }
            case 302, 403, 407 -> Said.CLOSED;
            default -> throw new Odd(answer.head().line() + " " + answer.body());
        };
    }

    /** An answer that is neither yes nor no. */
    static final class Odd extends IOException {
        private static final long serialVersionUID = 1L;

        Odd(String answer) {
            super(answer.length() > 300 ? answer.substring(0, 300) : answer);
        }
    }

    /** Through the proxy, in plain HTTP, over a connection that is kept. */
    record Plain(Edge edge, Numbers numbers, Ledger ledger, Kept kept) implements Door {
        Plain(Edge edge, Numbers numbers, Ledger ledger) {
            this(edge, numbers, ledger, new Kept());
        }

        @Override
        public Said ask(Who who, String site, int number, String key) throws IOException {
            var talk = kept.get(key, () -> Talk.to(edge.proxyPort()));
            var path = numbers.path(number);
            var answer = talk.say(
                            "GET http://%s%s HTTP/1.1\r\nHost: %s\r\n%s".formatted(site, path, site, who.credentials()))
                    .answer();
            ledger.answered(number);
            if (answer.head().isLast()) {
                kept.close();
            }
            return said(answer, path);
        }

        @Override
        public void close() throws IOException {
            kept.close();
        }
    }

    /** A tunnel of which the gateway sees the names; the site is who it says it is. */
    record ByName(Edge edge, Numbers numbers, Ledger ledger, SSLContext sites) implements Door {
        @Override
        public Said ask(Who who, String site, int number, String key) throws IOException {
            var host = numbers.below(number, site);
            try (var talk = Talk.to(edge.proxyPort())) {
                var head = talk.say("CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\n%s"
                                .formatted(host, host, who.credentials()))
                        .head();
                if (head.status() == 200) {
                    try (var tls = talk.secure(sites, host)) {
                        ledger.answered(number);
                        var path = numbers.path(number);
                        return said(
                                tls.say("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host))
                                        .answer(),
                                path);
                    }
                }
                talk.bytes(head.length());
                ledger.answered(number);
                return said(new Talk.Answer(head, ""), "");
            }
        }

        @Override
        public void close() {}
    }

    /** A tunnel that is looked into, under the school's certificate; several pages in each. */
    record Inspected(Edge edge, Numbers numbers, Ledger ledger, SSLContext school, Map<String, Kept> tunnels)
            implements Door {
        private static final int HOSTS = 40;

        Inspected(Edge edge, Numbers numbers, Ledger ledger, SSLContext school) {
            this(edge, numbers, ledger, school, new HashMap<>());
        }

        @Override
        public Said ask(Who who, String site, int number, String key) throws IOException {
            // a certificate for all hosts of a site goes one label deep
            var host = site.chars().filter(c -> c == '.').count() > 1 ? site : "h%d.%s".formatted(number % HOSTS, site);
            if (tunnels.size() > 4) {
                close();
            }
            var kept = tunnels.computeIfAbsent(who.name() + " " + host, _ -> new Kept());
            Talk tls;
            try {
                tls = kept.get(key, () -> tunnel(who, host));
            } catch (Refused e) {
                return Said.CLOSED;
            }
            var path = numbers.path(number);
            var answer = tls.say("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(path, host))
                    .answer();
            ledger.answered(number);
            if (answer.head().isLast()) {
                kept.close();
            }
            return said(answer, path);
        }

        private Talk tunnel(Who who, String host) throws IOException {
            var talk = Talk.to(edge.proxyPort());
            try {
                var head = talk.say("CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\n%s"
                                .formatted(host, host, who.credentials()))
                        .head();
                if (head.status() != 200) {
                    talk.bytes(head.length());
                    said(new Talk.Answer(head, ""), "");
                    throw new Refused();
                }
                return talk.secure(school, host);
            } catch (IOException e) {
                talk.close();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            for (var kept : tunnels.values()) {
                kept.close();
            }
            tunnels.clear();
        }
    }

    /** The tunnel itself was refused, as it is where somebody is not known or not online. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** As the school's Squid asks, which says by name or by address who it is for. */
    record Icap(Edge edge, Numbers numbers, Ledger ledger, Kept kept) implements Door {
        Icap(Edge edge, Numbers numbers, Ledger ledger) {
            this(edge, numbers, ledger, new Kept());
        }

        @Override
        public Said ask(Who who, String site, int number, String key) throws IOException {
            var talk = kept.get(key, () -> Talk.to(edge.icapPort()));
            var http = "GET http://%s%s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(site, numbers.path(number), site);
            var name = who.signIn().isEmpty() ? "" : "X-Client-Username: " + who.signIn() + "\r\n";
            talk.say("REQMOD icap://g.example/request ICAP/1.0\r\nHost: g.example\r\nAllow: 204\r\n" + name
                    + "X-Client-IP: 127.44.9.9\r\nEncapsulated: req-hdr=0, null-body=" + http.length() + "\r\n\r\n"
                    + http);
            var head = talk.head();
            ledger.answered(number);
            if (head.status() == 204) {
                return Said.OPEN;
            }
            if (head.status() != 200) {
                throw new Odd(head.line());
            }
            var inside = head.header("encapsulated");
            talk.bytes(Integer.parseInt(inside.substring(inside.lastIndexOf('=') + 1)));
            for (int size = size(talk); size > 0; size = size(talk)) {
                talk.bytes(size + 2);
            }
            talk.line();
            return Said.CLOSED;
        }

        private static int size(Talk talk) throws IOException {
            return Integer.parseInt(talk.line().strip(), 16);
        }

        @Override
        public void close() throws IOException {
            kept.close();
        }
    }

    private static byte[] question(String name) {
        var out = new ByteArrayOutputStream();
        int id = ThreadLocalRandom.current().nextInt(0x10000);
        out.writeBytes(new byte[] {(byte) (id >> 8), (byte) id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (var label : name.split("\\.", -1)) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(new byte[] {0, 0, 1, 0, 1});
        return out.toByteArray();
    }

    private static Said said(byte[] answer) throws IOException {
        int code = answer[3] & 0xf;
        int answers = ((answer[6] & 0xff) << 8) | (answer[7] & 0xff);
        return switch (code) {
            case 0 -> {
                if (answers == 0) {
                    throw new Odd("no address");
                }
                yield Said.OPEN;
            }
            case 3, 5 -> Said.CLOSED;
            default -> throw new Odd("answer code " + code);
        };
    }

    /** A name is looked up in clear, from the computer at which somebody is logged on. */
    record Names(Edge edge, Numbers numbers, Ledger ledger) implements Door {
        private static final int PATIENCE_MILLIS = 6_000;

        @Override
        public Said ask(Who who, String site, int number, String key) throws IOException {
            var question = question(numbers.below(number, site));
            try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(who.address()), 0))) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), edge.dnsPort()));
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.send(new DatagramPacket(question, question.length));
                var packet = new DatagramPacket(new byte[4096], 4096);
                socket.receive(packet);
                if (packet.getData()[0] != question[0] || packet.getData()[1] != question[1]) {
                    throw new Odd("an answer to another question");
                }
                ledger.answered(number);
                return said(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        }

        @Override
        public void close() {}
    }

    /** A name is looked up over HTTPS, with the token of a device. */
    static final class SecureNames implements Door {
        private final Edge edge;
        private final Numbers numbers;
        private final Ledger ledger;
        private final SSLContext sites;
        private @Nullable HttpClient http;
        private String key = "";

        SecureNames(Edge edge, Numbers numbers, Ledger ledger, SSLContext sites) {
            this.edge = edge;
            this.numbers = numbers;
            this.ledger = ledger;
            this.sites = sites;
        }

        @Override
        public Said ask(Who who, String site, int number, String wanted) throws IOException, InterruptedException {
            var client = http;
            if (client == null || !wanted.equals(key)) {
                close();
                client = HttpClient.newBuilder()
                        .sslContext(sites)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
                http = client;
                key = wanted;
            }
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "https://localhost:%d/dns-query/%s".formatted(edge.webPort(), who.token())))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/dns-message")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(question(numbers.below(number, site))))
                            .build(),
                    BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new Odd("status " + answer.statusCode());
            }
            ledger.answered(number);
            return said(answer.body());
        }

        @Override
        public void close() {
            if (http != null) {
                http.shutdownNow();
                http = null;
            }
        }
    }

    /** A connection that serves as long as what it was opened under holds. */
    static final class Kept {
        private @Nullable Talk talk;
        private String key = "";

        /** Opens one. */
        interface Opening {
            Talk open() throws IOException;
        }

        Talk get(String wanted, Opening opening) throws IOException {
            var kept = talk;
            if (kept == null || !wanted.equals(key)) {
                close();
                kept = opening.open();
                talk = kept;
                key = wanted;
            }
            return kept;
        }

        void close() throws IOException {
            var open = talk;
            talk = null;
            if (open != null) {
                open.close();
            }
        }
    }
}
