package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.Cases.Where;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.proxy.Patience;
import org.schoolgate.testing.Line;

/**
 * Disguises in the greeting of TLS, sent as bytes: through tunnels that are judged by names, through those that are looked
 * into, and by devices that know of no proxy. What needs the inside of a tunnel is in {@link InspectionTest}.
 */
class TunnelSuiteTest {
    @TempDir
    Path data;

    School school;
    ServerSocket far;

    /** What must become of a greeting in a tunnel that was opened for a site. */
    enum Must {
        PASS,
        CLOSED
    }

    /** @param where it is tried */
    record Greeting(String name, Must must, String who, String askedFor, List<byte[]> sent, Set<Where> where) {}

    private static final Set<Where> EVERYWHERE = Set.of(Where.PROXY, Where.INSIDE, Where.LED);

    final List<Greeting> lines = new ArrayList<>();
    final Cases cases = new Cases();

    @BeforeEach
    void start() throws Exception {
        Patience quick = new Patience(
                Duration.ofMillis(700),
                Patience.USUAL.idle(),
                Patience.USUAL.connect(),
                Patience.USUAL.answer(),
                Patience.USUAL.tunnel(),
                Patience.USUAL.spare());
        far = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        far.setSoTimeout(5_000);
        school = new School(
                data,
                settings -> settings.patience(quick)
                        .tunnelPorts(Set.of(8443, far.getLocalPort()))
                        .inside(List.of("127.0.0.0/8"))
                        .authority(data.resolve("authority"))
                        .led(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .origins(Map.of("*", (InetSocketAddress) far.getLocalSocketAddress())));
        publish(2, Https.Mode.NAME_ONLY);
    }

    private void publish(long version, Https.Mode mode) throws IOException {
        school.publish(school.policies
                .version(version)
                .https(new Https(mode, Map.of(), Set.of("pinned.example")))
                .safeModes(new SafeModes(true, SafeModes.YouTube.STRICT))
                .copy());
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        far.close();
    }

    void line(String name, Must must, String askedFor, byte[]... sent) {
        lines.add(new Greeting(name, must, "priya", askedFor, List.of(sent), EVERYWHERE));
    }

    /** One of which more, or less, is known elsewhere. */
    void lineAt(Where where, String name, Must must, String askedFor, byte[]... sent) {
        lines.add(new Greeting(name, must, "priya", askedFor, List.of(sent), Set.of(where)));
    }

    void lineOfStaff(String name, Must must, String askedFor, byte[]... sent) {
        lines.add(new Greeting(name, must, "hale", askedFor, List.of(sent), EVERYWHERE));
    }

    @Test
    void noDisguiseOfAGreetingOpensASite() throws Exception {
        byte[] hello = Hellos.naming("maps.example");
        byte[] closed = Hellos.naming("casino.example");
        line("D3", Must.PASS, "maps.example:443", hello);
        line("C3", Must.CLOSED, "maps.example:443", closed);
        line("C3", Must.CLOSED, "maps.example:443", Hellos.naming("illegal.example"));
        line("C3", Must.CLOSED, "pinned.example:443", closed);
        line("C3", Must.PASS, "maps.example:443", Hellos.naming("history.example"));
        byte[] search = Hellos.naming("www.google.com");
        line("C3", Must.PASS, "www.google.com:443", search);
        line("C3", Must.PASS, "www.google.co.uk:443", search);
        // Each request inside is led to the safe host by itself, and so is who names nothing else.
        lineAt(Where.PROXY, "C3", Must.CLOSED, "maps.google.com:443", search);
        lineAt(Where.PROXY, "C3", Must.CLOSED, "maps.google.com:443", Hellos.naming("www.youtube.com"));
        lineAt(Where.PROXY, "C3", Must.CLOSED, "www.youtube.com:443", search);
        line("D1", Must.CLOSED, "maps.example:443", Hellos.nameless());
        lineOfStaff("D1", Must.PASS, "maps.example:443", Hellos.nameless());
        line("D1", Must.PASS, "pinned.example:443", Hellos.nameless());
        line("D2", Must.CLOSED, "maps.example:443", Hellos.naming("192.0.2.10"));
        line("D2", Must.CLOSED, "maps.example:443", Hellos.naming("3221226000"));
        line("D2", Must.CLOSED, "maps.example:443", Hellos.naming("2001:db8::1"));
        line("D2", Must.CLOSED, "maps.example:443", Hellos.naming("maps.example:443"));
        line("D3", Must.PASS, "maps.example:443", Hellos.naming("MAPS.Example."));
        line("D3", Must.CLOSED, "maps.example:443", Hellos.naming("Casino.EXAMPLE."));
        line("D3", Must.CLOSED, "maps.example:443", Hellos.naming("casino.example.."));
        line("D3", Must.CLOSED, "maps.example:443", Hellos.naming(""));
        line("D3", Must.CLOSED, "maps.example:443", Hellos.naming("maps.example\u0000.casino.example"));
        line("D3", Must.CLOSED, "maps.example:443", Hellos.naming("b\u00fccher.example"));
        line("D4", Must.PASS, "maps.example:443", single(hello));
        line("D4", Must.CLOSED, "maps.example:443", single(closed));
        for (int size : new int[] {1, 2, 5, 64}) {
            line("D5", Must.PASS, "maps.example:443", Hellos.inRecordsOf(size, hello));
            line("D5", Must.CLOSED, "maps.example:443", Hellos.inRecordsOf(size, closed));
        }
        line("D5", Must.CLOSED, "maps.example:443", Hellos.inRecordsOf(511, Hellos.naming("casino.example", 2_000)));
        line("D5", Must.CLOSED, "maps.example:443", single(Hellos.inRecordsOf(3, closed)));
        line("D6", Must.PASS, "maps.example:443", Hellos.naming("maps.example", 1_216));
        line("D6", Must.CLOSED, "maps.example:443", Hellos.naming("casino.example", 2_400));
        line("D6", Must.PASS, "maps.example:443", halves(Hellos.naming("maps.example", 12_000)));
        line("D6", Must.CLOSED, "maps.example:443", Hellos.inRecordsOf(16_000, Hellos.naming("maps.example", 50_000)));
        line("D7", Must.PASS, "maps.example:443", Hellos.hiding("maps.example"));
        line("D7", Must.CLOSED, "maps.example:443", Hellos.hiding("casino.example"));
        byte[] hiding = Hellos.hiding("cloudflare-ech.com");
        line("D7", Must.PASS, "cloudflare-ech.com:443", Hellos.naming("cloudflare-ech.com"));
        lineOfStaff("D7", Must.PASS, "cloudflare-ech.com:443", hiding);
        for (String askedFor : List.of("maps.example:443", "pinned.example:443", "cloudflare-ech.com:443")) {
            lineAt(Where.PROXY, "D7", Must.CLOSED, askedFor, hiding);
        }
        lineAt(Where.LED, "D7", Must.CLOSED, "cloudflare-ech.com:443", hiding);
        lineAt(Where.PROXY, "D7", Must.CLOSED, "maps.example:443", Hellos.hiding("history.example"));
        // Whoever is answered for the name outside has hidden nothing.
        lineAt(Where.INSIDE, "D7", Must.PASS, "maps.example:443", hiding);
        lineAt(Where.INSIDE, "D7", Must.PASS, "maps.example:443", Hellos.hiding("history.example"));
        line("D3", Must.CLOSED, "maps.example:443", Hellos.namingTwice("maps.example", "casino.example"));
        line("D3", Must.CLOSED, "maps.example:443", Hellos.listing("maps.example", "casino.example"));
        line("D9", Must.CLOSED, "maps.example:443", bytes("SSH-2.0-OpenSSH_9.2\r\n"));
        line("D9", Must.CLOSED, "maps.example:443", single(bytes("SSH-2.0-OpenSSH_9.2\r\n")));
        line("D9", Must.CLOSED, "maps.example:443", new byte[] {0, 14, 0x38, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0, 0});
        line("D9", Must.CLOSED, "maps.example:443", bytes("GET / HTTP/1.1\r\nHost: casino.example\r\n\r\n"));
        line("D9", Must.CLOSED, "maps.example:443", new byte[] {(byte) 0x80, 46, 1, 3, 1, 0, 45, 0, 0, 0, 32});
        line("D9", Must.CLOSED, "maps.example:443", new byte[] {22, 3, 1, 0, 0});
        line("D9", Must.CLOSED, "maps.example:443", new byte[] {22, 3, 1, 0, 4, 2, 0, 0, 0});
        line("D9", Must.CLOSED, "maps.example:443", new byte[] {22, 3, 1, 0, 100, 1, 0});
        line("D9", Must.CLOSED, "maps.example:443");
        line("D9", Must.CLOSED, "maps.example:8443", closed);
        line("D9", Must.PASS, "maps.example:8443", hello);
        line("D12", Must.PASS, "pinned.example:443", bytes("SSH-2.0-OpenSSH_9.2\r\n"));
        line("D12", Must.PASS, "api.pinned.example:443", Hellos.naming("api.pinned.example"));
        line("D12", Must.PASS, "pinned.example:443");

        for (Greeting line : lines) {
            if (line.where().contains(Where.PROXY)) {
                tried(line, Where.PROXY, passes(line));
            }
            // Nobody who knows of no proxy can say another site than TLS does, nor where a program is pinned.
            if (line.where().contains(Where.LED)
                    && !isPinned(line)
                    && line.who().equals("priya")
                    && line.askedFor().endsWith(":443")) {
                tried(line, Where.LED, reached(led(), line));
            }
        }
        publish(3, Https.Mode.INSPECT);
        for (Greeting line : lines) {
            if (line.where().contains(Where.INSIDE) && !isPinned(line)) {
                tried(line, Where.INSIDE, reached(tunnel(line), line));
            }
        }

        cases.areHeldBy("TunnelSuiteTest.noDisguiseOfAGreetingOpensASite");
    }

    private void tried(Greeting line, Where where, boolean passed) {
        cases.add(
                line.name(),
                where,
                passed == (line.must() == Must.PASS),
                "%d to %s".formatted(lines.indexOf(line), line.askedFor()));
    }

    private static boolean isPinned(Greeting line) {
        return line.askedFor().contains("pinned.example");
    }

    private Wire led() throws IOException {
        return school.wireTo(Objects.requireNonNull(school.gateway().ledAddress()), "127.0.8.5");
    }

    private Wire tunnel(Greeting line) throws IOException {
        Wire wire = school.wire();
        assertThat(wire.connect(line.askedFor(), as(line.who())).status()).isEqualTo(200);
        return wire;
    }

    /** Whether the far end hears anything before the client hears a word or is hung up on. */
    private boolean reached(Wire wire, Greeting line) throws IOException {
        far.setSoTimeout(10);
        wire.socket().setSoTimeout(10);
        try (wire) {
            for (byte[] part : line.sent()) {
                wire.send(part);
            }
            for (int i = 0; i < 200 && !hears(wire); i++) {
                if (isSpokenTo()) {
                    return true;
                }
            }
            return isSpokenTo();
        } catch (SocketException _) {
            // It was closed while we spoke.
            return isSpokenTo();
        } finally {
            far.setSoTimeout(5_000);
        }
    }

    private boolean isSpokenTo() throws IOException {
        try (Socket arrived = far.accept()) {
            arrived.setSoTimeout(5_000);
            return arrived.getInputStream().read() >= 0;
        } catch (SocketTimeoutException | SocketException _) {
            return false;
        }
    }

    private static boolean hears(Wire wire) throws IOException {
        try {
            wire.exactly(1);
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (EOFException | SocketException _) {
            return true;
        }
    }

    /** Whether the far end of the tunnel hears what was sent. */
    private boolean passes(Greeting line) throws Exception {
        try (Wire wire = school.wire()) {
            assertThat(wire.connect(line.askedFor(), as(line.who())).status()).isEqualTo(200);
            try (Socket arrived = far.accept()) {
                arrived.setSoTimeout(5_000);
                byte[] all = all(line.sent());
                for (byte[] part : line.sent()) {
                    try {
                        wire.send(part);
                    } catch (IOException _) {
                        break; // It was closed while we spoke.
                    }
                }
                if (all.length == 0) {
                    arrived.getOutputStream().write('!');
                    try {
                        return wire.exactly(1)[0] == '!';
                    } catch (IOException _) {
                        return false;
                    }
                }
                byte[] heard = arrived.getInputStream().readNBytes(all.length);
                return Arrays.equals(heard, all);
            } catch (SocketException _) {
                return false;
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[][] single(byte[] bytes) {
        byte[][] single = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = new byte[] {bytes[i]};
        }
        return single;
    }

    private static byte[][] halves(byte[] bytes) {
        return new byte[][] {
            Arrays.copyOf(bytes, bytes.length / 2), Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length)
        };
    }

    private static byte[] all(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    @Test
    @Line("D7")
    void behindAnAddressANameThatHidesAnotherIsNone() throws Exception {
        school.publish(school.policies
                .version(3)
                .rule("7", "127.0.0.1", Rule.Effect.ALLOW, Rule.Source.SCHOOL, null)
                .copy());
        String address = "127.0.0.1:" + far.getLocalPort();
        line("", Must.CLOSED, address, Hellos.hiding("cloudflare-ech.com"));
        assertThat(passes(lines.getFirst())).isFalse();

        byte[] hello = Hellos.hiding("maps.example");
        try (Wire wire = school.wire()) {
            assertThat(wire.connect(address, as("priya")).status()).isEqualTo(200);
            try (Socket _ = far.accept()) {
                wire.send(hello);
                try (Socket arrived = far.accept()) {
                    assertThat(arrived.getInputStream().readNBytes(hello.length))
                            .as("every browser pretends to hide one")
                            .isEqualTo(hello);
                }
            }
        }
        assertThat(school.events(2))
                .extracting(event -> event.answer() + " " + event.host() + " " + event.rule())
                .startsWith("block 127.0.0.1 TLS names cloudflare-ech.com and hides another");
    }

    @Test
    @Line({"D1", "D9", "D12"})
    void theRecordSaysWhatWasFoundInATunnel() throws Exception {
        lineOfStaff("", Must.PASS, "maps.example:443", Hellos.naming("maps.example"));
        line("", Must.CLOSED, "maps.example:443", Hellos.naming("casino.example"));
        line("", Must.CLOSED, "maps.example:443", bytes("SSH-2.0-OpenSSH_9.2\r\n"));
        line("", Must.CLOSED, "maps.example:443", Hellos.nameless());
        line("", Must.PASS, "pinned.example:443", bytes("SSH-2.0-OpenSSH_9.2\r\n"));
        line("", Must.PASS, "maps.example:443", Hellos.naming("history.example"));
        for (Greeting line : lines) {
            assertThat(passes(line)).isEqualTo(line.must() == Must.PASS);
        }

        List<SeenEvent> events = school.events(6);
        assertThat(events)
                .extracting(event -> event.answer() + " " + event.host() + " " + event.rule())
                .containsExactly(
                        "allow maps.example default",
                        "block casino.example category gambling, named in a tunnel to maps.example",
                        "block maps.example not TLS: SSH",
                        "block maps.example no name in TLS",
                        "allow pinned.example default, passed on untouched",
                        "allow maps.example default, TLS names history.example");
        assertThat(events.get(1).categories()).containsExactly("gambling");
        assertThat(events).allMatch(event -> event.method().equals("CONNECT") && event.path() == null);
    }
}
