package org.schoolgate.journeys;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Clients and sites that are slow, say half of something, vanish, or break off: all the time, at every door. */
final class RudePeers {
    private static final String OPEN = "animal-facts.example";

    private final Doors.Numbers numbers;
    private final Verdicts verdicts;
    private final Doors.Who who;
    private final Doors.Who inspected;
    private final SSLContext school;
    private final Map<String, AtomicInteger> counts = new ConcurrentSkipListMap<>();
    private final List<Rudeness> all = List.of(
            new Rudeness("connects and says nothing", this::saysNothing),
            new Rudeness("half a head, letter by letter", this::halfAHead),
            new Rudeness("reads a big page slowly and breaks off", this::readsSlowly),
            new Rudeness("sends a body slowly and breaks off", this::sendsSlowly),
            new Rudeness("asks for a page and is gone", this::isGone),
            new Rudeness("waits for a site that drips", this::waitsForDrips),
            new Rudeness("a site that breaks off", this::isBrokenOff),
            new Rudeness("waits for a site that never answers", this::waitsInVain),
            new Rudeness("a tunnel and nothing in it", this::emptyTunnel),
            new Rudeness("half a greeting of TLS", this::halfAGreeting),
            new Rudeness("breaks off inside a tunnel that is looked into", this::breaksOffInside),
            new Rudeness("half a message to the name server", this::halfAQuestion),
            new Rudeness("half a greeting to the secure name server", this::halfASecureGreeting),
            new Rudeness("half a request of Squid's", this::halfOfSquid),
            new Rudeness("bytes of no kind", this::noise));

    /** One way to behave badly. */
    private record Rudeness(String name, Acting acting) {}

    private interface Acting {
        void at(Edge edge, Random chance) throws IOException, InterruptedException;
    }

    RudePeers(Doors.Numbers numbers, Verdicts verdicts, Doors.Who who, Doors.Who inspected, SSLContext school) {
        this.numbers = numbers;
        this.verdicts = verdicts;
        this.who = who;
        this.inspected = inspected;
        this.school = school;
    }

    /** How often each was met. */
    Map<String, AtomicInteger> counts() {
        return counts;
    }

    void keepOn(Edge edge, Verdicts.Until over) {
        var chance = new Random();
        while (!over.isOver()) {
            var rudeness = all.get(chance.nextInt(all.size()));
            try {
                rudeness.acting().at(edge, chance);
            } catch (IOException _) {
                // the other side has had enough, or is being started
            } catch (InterruptedException _) {
                return;
            }
            counts.computeIfAbsent(rudeness.name(), _ -> new AtomicInteger()).incrementAndGet();
            try {
                Thread.sleep(50 + chance.nextInt(200));
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private static void aWhile(Random chance) throws InterruptedException {
        Thread.sleep(500 + chance.nextInt(8_000));
    }

    private String get(String path) {
        return "GET http://%s%s HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: %s\r\n\r\n"
                .formatted(OPEN, path, OPEN, Wire.credentials(who.token()));
    }

    /** What was answered has to be in the record, however it goes on. */
    private void headOf(Talk talk, int number) throws IOException {
        talk.head();
        verdicts.answered(number);
    }

    private void saysNothing(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var _ = Talk.to(edge.proxyPort())) {
            aWhile(chance);
        }
    }

    private void halfAHead(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.proxyPort())) {
            var head = get("/half");
            int until = chance.nextInt(head.length() - 4);
            for (int i = 0; i < until; i += 4) {
                talk.say(head.substring(i, Math.min(until, i + 4)));
                Thread.sleep(100);
            }
            end(talk, chance);
        }
    }

    private static void end(Talk talk, Random chance) throws IOException {
        if (chance.nextBoolean()) {
            talk.reset();
        }
    }

    private void readsSlowly(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.proxyPort())) {
            talk.socket().setReceiveBufferSize(4_096);
            int number = verdicts.nextNumber();
            talk.say(get("/big" + numbers.path(number)));
            headOf(talk, number);
            int reads = 5 + chance.nextInt(40);
            for (int i = 0; i < reads; i++) {
                talk.bytes(1_024);
                Thread.sleep(200);
            }
            end(talk, chance);
        }
    }

    private void sendsSlowly(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.proxyPort())) {
            talk.say(
                    "POST http://%s/slow HTTP/1.1\r\nHost: %s\r\nProxy-Authorization: %s\r\nContent-Length: 100000\r\n\r\n"
                            .formatted(OPEN, OPEN, Wire.credentials(who.token())));
            int writes = 5 + chance.nextInt(40);
            for (int i = 0; i < writes; i++) {
                talk.say("x".repeat(100));
                Thread.sleep(200);
            }
            end(talk, chance);
        }
    }

    private void isGone(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.proxyPort())) {
            talk.say(get("/big/gone"));
            Thread.sleep(chance.nextInt(50));
            talk.reset();
        }
    }

    private void waitsForDrips(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.proxyPort())) {
            talk.say(get("/drip"));
            aWhile(chance);
            end(talk, chance);
        }
    }

    private void isBrokenOff(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.proxyPort())) {
            int number = verdicts.nextNumber();
            talk.say(get("/reset" + numbers.path(number)));
            headOf(talk, number);
            talk.bytes(1_000);
        }
    }

    private void waitsInVain(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.proxyPort())) {
            talk.say(get("/mute"));
            aWhile(chance);
            end(talk, chance);
        }
    }

    private Talk tunnel(Edge edge, Doors.Who by) throws IOException {
        var talk = Talk.to(edge.proxyPort());
        try {
            talk.say("CONNECT %s:443 HTTP/1.1\r\nHost: %s:443\r\nProxy-Authorization: %s\r\n\r\n"
                            .formatted(OPEN, OPEN, Wire.credentials(by.token())))
                    .head();
            return talk;
        } catch (IOException e) {
            talk.close();
            throw e;
        }
    }

    private void emptyTunnel(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = tunnel(edge, chance.nextBoolean() ? who : inspected)) {
            aWhile(chance);
            end(talk, chance);
        }
    }

    /** A record of a handshake that promises more than ever comes. */
    private static byte[] halfGreeting(Random chance) {
        var bytes = new byte[5 + chance.nextInt(400)];
        chance.nextBytes(bytes);
        bytes[0] = 22;
        bytes[1] = 3;
        bytes[2] = 1;
        bytes[3] = 2;
        bytes[4] = 0;
        if (bytes.length > 9) {
            bytes[5] = 1;
            bytes[6] = 0;
            bytes[7] = 1;
            bytes[8] = (byte) 0xfc;
        }
        return bytes;
    }

    private void halfAGreeting(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = tunnel(edge, chance.nextBoolean() ? who : inspected)) {
            talk.say(halfGreeting(chance));
            aWhile(chance);
            end(talk, chance);
        }
    }

    private void breaksOffInside(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = tunnel(edge, inspected);
                var tls = talk.secure(school, OPEN)) {
            if (chance.nextBoolean()) {
                int number = verdicts.nextNumber();
                tls.say("GET /big%s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(numbers.path(number), OPEN));
                headOf(tls, number);
                tls.bytes(10_000);
            } else {
                tls.say("GET /half HTTP/1.1\r\nHos");
            }
            Thread.sleep(chance.nextInt(2_000));
            talk.reset();
        }
    }

    private void halfAQuestion(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.dnsPort())) {
            talk.say(new byte[] {0, 40, 1, 2, 1});
            aWhile(chance);
            end(talk, chance);
        }
    }

    private void halfASecureGreeting(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(chance.nextBoolean() ? edge.webPort() : edge.webPort() - 1)) {
            talk.say(halfGreeting(chance));
            aWhile(chance);
            end(talk, chance);
        }
    }

    private void halfOfSquid(Edge edge, Random chance) throws IOException, InterruptedException {
        try (var talk = Talk.to(edge.icapPort())) {
            talk.say("REQMOD icap://g.example/request ICAP/1.0\r\nHost: g.example\r\nPreview: 1024\r\n"
                    + "Encapsulated: req-hdr=0, req-body=400\r\n\r\nPOST http://" + OPEN + "/half HTTP/1.1\r\n");
            aWhile(chance);
            end(talk, chance);
        }
    }

    private void noise(Edge edge, Random chance) throws IOException, InterruptedException {
        var ports = new int[] {edge.proxyPort(), edge.icapPort(), edge.dnsPort(), edge.webPort()};
        try (var talk = Talk.to(ports[chance.nextInt(ports.length)])) {
            var bytes = new byte[chance.nextInt(3_000)];
            chance.nextBytes(bytes);
            talk.say(bytes);
            aWhile(chance);
            end(talk, chance);
        }
    }
}
