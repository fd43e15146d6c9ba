package org.schoolgate.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.Wire.as;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.proxy.Patience;

/**
 * Disguises in the greeting of TLS, sent as bytes through tunnels that are judged by names: the lines of the suites C and D
 * that a gateway holds without looking into a tunnel. Those that need to look into it are in {@link InspectionTest}.
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

    record Line(String name, Must must, String who, String askedFor, List<byte[]> sent) {}

    final List<Line> lines = new ArrayList<>();

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
                        .tunnelPorts(Set.of(8443))
                        .origins(Map.of("example", (InetSocketAddress) far.getLocalSocketAddress())));
        school.publish(school.policies
                .version(2)
                .https(new Https(Https.Mode.NAME_ONLY, Map.of(), Set.of("pinned.example")))
                .copy());
    }

    @AfterEach
    void stop() throws Exception {
        school.close();
        far.close();
    }

    void line(String name, Must must, String askedFor, byte[]... sent) {
        lines.add(new Line(name, must, "priya", askedFor, List.of(sent)));
    }

    void lineOfStaff(String name, Must must, String askedFor, byte[]... sent) {
        lines.add(new Line(name, must, "hale", askedFor, List.of(sent)));
    }

    @Test
    void noDisguiseOfAGreetingOpensASite() throws Exception {
        byte[] hello = Hellos.naming("maps.example");
        byte[] closed = Hellos.naming("casino.example");
        line("plain", Must.PASS, "maps.example:443", hello);
        line("C3", Must.CLOSED, "maps.example:443", closed);
        line("C3", Must.CLOSED, "maps.example:443", Hellos.naming("illegal.example"));
        line("C3", Must.CLOSED, "pinned.example:443", closed);
        line("C3", Must.PASS, "maps.example:443", Hellos.naming("history.example"));
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
        line("two names", Must.CLOSED, "maps.example:443", Hellos.namingTwice("maps.example", "casino.example"));
        line("two names", Must.CLOSED, "maps.example:443", Hellos.listing("maps.example", "casino.example"));
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

        List<String> wrong = new ArrayList<>();
        Map<String, Integer> counted = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            counted.merge(line.name(), 1, Integer::sum);
            boolean passed = passes(line);
            if (passed != (line.must() == Must.PASS)) {
                wrong.add("%d %s to %s: %s".formatted(i, line.name(), line.askedFor(), passed ? "passed" : "closed"));
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(counted.keySet())
                .containsExactly("plain", "C3", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "two names", "D9", "D12");
        assertThat(lines).hasSize(52);
    }

    /** Whether the far end of the tunnel hears what was sent. */
    private boolean passes(Line line) throws Exception {
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
    void theRecordSaysWhatWasFoundInATunnel() throws Exception {
        lineOfStaff("", Must.PASS, "maps.example:443", Hellos.naming("maps.example"));
        line("", Must.CLOSED, "maps.example:443", Hellos.naming("casino.example"));
        line("", Must.CLOSED, "maps.example:443", bytes("SSH-2.0-OpenSSH_9.2\r\n"));
        line("", Must.CLOSED, "maps.example:443", Hellos.nameless());
        line("", Must.PASS, "pinned.example:443", bytes("SSH-2.0-OpenSSH_9.2\r\n"));
        line("", Must.PASS, "maps.example:443", Hellos.naming("history.example"));
        for (Line line : lines) {
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
