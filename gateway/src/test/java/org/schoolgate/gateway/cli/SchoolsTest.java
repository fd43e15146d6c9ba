package org.schoolgate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.School.until;
import static org.schoolgate.gateway.Wire.as;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.FakePlatform;
import org.schoolgate.gateway.Origin;
import org.schoolgate.gateway.Policies;
import org.schoolgate.gateway.Program;
import org.schoolgate.gateway.Wire;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.Ticket;

/** Two schools in one process, as an authority starts them: a file for each. */
class SchoolsTest {
    private static final Pattern READY = Pattern.compile("(.*): Proxy on 127\\.0\\.0\\.1:(\\d+)\\. (.*)");

    @TempDir
    Path folder;

    FakePlatform greenfield;
    FakePlatform riverside;
    Origin origin;
    final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        origin = new Origin();
        greenfield = platform("greenfield");
        riverside = platform("riverside");
    }

    private FakePlatform platform(String school) throws IOException {
        FakePlatform platform = new FakePlatform(null, school + "-token");
        platform.change(new Policies(platform.address().toString()).copy());
        Files.writeString(folder.resolve(school + ".token"), school + "-token\n");
        file(school, 0);
        return platform;
    }

    /** Writes a school's file, with these lines besides. */
    private Path file(String school, int port, String... lines) throws IOException {
        return Files.writeString(folder.resolve(school), """
                # %1$s
                token = %2$s/%1$s.token
                data = %2$s/data-%1$s
                proxy-port = %3$d
                %4$s
                """.formatted(school, folder, port, String.join("\n", lines)));
    }

    @AfterEach
    void end() throws IOException {
        processes.forEach(Process::destroyForcibly);
        greenfield.close();
        riverside.close();
        origin.close();
    }

    private Path errors(int process) {
        return folder.resolve("errors-" + process);
    }

    private Process run(String... first) throws IOException {
        return run(List.of("greenfield", "riverside"), first);
    }

    /** On the command line stands a platform that no school has: what a file says comes before it. */
    private Process run(List<String> schools, String... first) throws IOException {
        List<String> command = new ArrayList<>(List.of(first));
        command.addAll(Program.command(
                Commands.class,
                "gateway",
                "--server",
                "http://127.0.0.1:1",
                "--origins",
                "*=127.0.0.1:" + origin.address().getPort()));
        schools.forEach(school ->
                command.addAll(List.of("--school", folder.resolve(school).toString())));
        Process process = new ProcessBuilder(command)
                .redirectError(errors(processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    /** Where the proxies are of a process, once it says so. */
    private List<InetSocketAddress> start(int schools, String... first) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(run(first).getInputStream(), UTF_8));
        List<InetSocketAddress> proxies = new ArrayList<>();
        for (int i = 0; i < schools; i++) {
            String line = out.readLine();
            Matcher ready = READY.matcher(String.valueOf(line));
            assertThat(ready.matches()).as(line).isTrue();
            proxies.add(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(2))));
        }
        return proxies;
    }

    /** Two files that name their platforms; then each has a port of its own for good. */
    private List<InetSocketAddress> startBoth() throws IOException {
        file("greenfield", 0, "server = " + greenfield.address());
        file("riverside", 0, "server = " + riverside.address());
        List<InetSocketAddress> proxies = start(2);
        file("greenfield", proxies.getFirst().getPort(), "server = " + greenfield.address());
        file("riverside", proxies.getLast().getPort(), "server = " + riverside.address());
        return proxies;
    }

    @Test
    void eachDoorHasItsOwnSchoolBehindItAndAllEndTogether() throws Exception {
        greenfield.change(new Policies(greenfield.address().toString())
                .rule("1", "maps.example", Rule.Effect.BLOCK, Rule.Source.SCHOOL, null)
                .copy());
        List<InetSocketAddress> proxies = startBoth();
        try (Wire here = Wire.to(proxies.getFirst());
                Wire there = Wire.to(proxies.getLast())) {
            assertThat(here.get("http://maps.example/here", as("priya")).status())
                    .isEqualTo(403);
            assertThat(there.get("http://maps.example/there", as("priya")).body())
                    .isEqualTo("hello");
        }
        processes.getFirst().destroy();

        assertThat(processes.getFirst().waitFor()).isZero();
        assertThat(Reading.paths(greenfield.events())).containsExactly("/here");
        assertThat(Reading.paths(riverside.events())).containsExactly("/there");
        assertThat(Files.readString(errors(0))).doesNotContain("Exception");
    }

    @Test
    void whatIsWrongInAFileIsSaidOfThatFile() throws Exception {
        Path green = file("greenfield", 0, "server = http://127.0.0.1:1");
        Path river = file("riverside", 0, "server = http://127.0.0.1:1", "tokn = x");
        assertThat(run().waitFor()).isEqualTo(1);
        assertThat(Files.readString(errors(0)))
                .isEqualTo("The gateway cannot run: %s: line 6: there is no option tokn%n", river);

        Files.delete(folder.resolve("riverside.token"));
        file("riverside", 0, "server = http://127.0.0.1:1");
        file("greenfield", 0, "server = http://filter.example");
        assertThat(run().waitFor()).isEqualTo(1);
        assertThat(Files.readString(errors(1))).isEqualTo("""
                        The gateway cannot run:
                        %s: the token must not cross a network in clear: http://filter.example needs https
                        %s: there is no file %s
                        """, green, river, folder.resolve("riverside.token"));

        Files.writeString(folder.resolve("riverside.token"), "riverside-token");
        file("greenfield", 70_000, "server = http://127.0.0.1:1");
        Files.writeString(folder.resolve("riverside"), "server\n");
        assertThat(run().waitFor()).isEqualTo(1);
        assertThat(Files.readString(errors(2)))
                .contains(green + ": port out of range:70000", river + ": line 1 is not of the form name = value");

        Files.write(river, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(run().waitFor()).isEqualTo(1);
        assertThat(Files.readString(errors(3))).contains(river + ": it is no text in UTF-8");

        assertThat(run(List.of("greenfield", "greenfield")).waitFor()).isEqualTo(1);
        assertThat(Files.readString(errors(4))).contains(green + ": it is named twice");
    }

    @Test
    void aSchoolWhosePlatformIsAwaySaysSoAndTheOtherIsOpen() throws Exception {
        greenfield.goAway();
        file("greenfield", 0, "server = " + greenfield.address());
        file("riverside", 0, "server = " + riverside.address());
        List<InetSocketAddress> proxies = start(2);
        try (Wire here = Wire.to(proxies.getFirst());
                Wire there = Wire.to(proxies.getLast())) {
            assertThat(here.get("http://maps.example/", as("priya")).status()).isEqualTo(503);
            assertThat(there.get("http://maps.example/", as("priya")).status()).isEqualTo(200);
        }

        until(() -> said(0).contains(" WARN  " + folder.resolve("greenfield") + ": the platform is not heard"));
        assertThat(said(0)).doesNotContain(folder.resolve("riverside") + ": the platform is not heard");
    }

    private String said(int process) {
        try {
            return Files.readString(errors(process));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anUpgradeOfBothRefusesNobodyAndForgetsNobody() throws Exception {
        List<InetSocketAddress> proxies = startBoth();
        greenfield.issue("t", new Ticket.Redeemed("tom", "s1", Instant.now().plusSeconds(600)));
        try (Wire toms = Wire.from("127.0.8.5", proxies.getFirst())) {
            String here = "http://127.0.0.1:" + proxies.getFirst().getPort() + "/.schoolgate/here?ticket=t&back=/";
            assertThat(toms.get(here, "").status()).isEqualTo(302);
        }
        List<Queue<String>> answered = List.of(new ConcurrentLinkedQueue<>(), new ConcurrentLinkedQueue<>());
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            readers.add(Thread.ofVirtual()
                    .start(new Reading(proxies.get(i % 2), "r" + i, i < 4, answered.get(i % 2), failed, over)));
        }
        Thread.sleep(300);

        assertThat(start(2)).isEqualTo(proxies);

        assertThat(processes.getFirst().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.getFirst().exitValue()).isZero();
        for (Queue<String> one : answered) {
            int atTheEnd = one.size();
            until(() -> one.size() > atTheEnd + 50);
        }
        over.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        for (int i = 0; i < 2; i++) {
            try (Wire toms = Wire.from("127.0.8.5", proxies.get(i))) {
                assertThat(toms.get("http://maps.example/tom", "").status()).isEqualTo(200);
            }
            answered.get(i).add("/tom");
        }

        assertThat(failed).isEmpty();
        List<FakePlatform> platforms = List.of(greenfield, riverside);
        for (int i = 0; i < 2; i++) {
            FakePlatform platform = platforms.get(i);
            Queue<String> pages = answered.get(i);
            until(() -> Reading.paths(platform.events()).containsAll(pages));
            assertThat(platform.events()).hasSameSizeAs(new HashSet<>(pages));
            assertThat(platform.events())
                    .filteredOn(event -> "/tom".equals(event.path()))
                    .extracting(event -> String.valueOf(event.reader()))
                    .containsExactly(i == 0 ? "tom" : "null");
        }
        assertThat(said(0)).doesNotContain("Exception");
        assertThat(said(1)).doesNotContain("Exception");
    }

    @Test
    void aSchoolThatCannotBeTakenOverStaysWhereItWas() throws Exception {
        List<InetSocketAddress> proxies = startBoth();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            file(
                    "riverside",
                    proxies.getLast().getPort(),
                    "server = " + riverside.address(),
                    "icap-port = " + taken.getLocalPort());

            assertThat(start(1)).containsExactly(proxies.getFirst());

            until(() -> said(1).contains("it stays with the process that runs"));
            assertThat(said(1)).contains(folder.resolve("riverside") + ": ICAP cannot be spoken on");
            for (InetSocketAddress proxy : proxies) {
                try (Wire wire = Wire.to(proxy)) {
                    assertThat(wire.get("http://maps.example/", as("priya")).status())
                            .isEqualTo(200);
                }
            }
            assertThat(processes.getFirst().isAlive()).isTrue();
        }

        file("riverside", proxies.getLast().getPort(), "server = " + riverside.address());
        assertThat(start(2)).isEqualTo(proxies);
        for (Process before : processes.subList(0, 2)) {
            assertThat(before.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(before.exitValue()).isZero();
        }
    }

    @Test
    void aCrowdTakesNoPlaceOfTheOtherSchools() throws Exception {
        file("greenfield", 0, "server = " + greenfield.address());
        file("riverside", 0, "server = " + riverside.address());
        List<InetSocketAddress> proxies = start(2, "bash", "-c", "ulimit -n 1000; exec \"$@\"", "bash");
        List<Wire> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < 600; i++) {
                crowd.add(Wire.to(proxies.getFirst()));
            }
            assertThat(crowd.getLast().isClosed())
                    .as("there is no place for it")
                    .isTrue();
            for (int i = 0; i < 100; i++) {
                Wire wire = Wire.to(proxies.getLast());
                crowd.add(wire);
                assertThat(wire.get("http://maps.example/", as("priya")).status())
                        .isEqualTo(200);
            }
        } finally {
            for (Wire wire : crowd) {
                wire.close();
            }
        }
        until(() -> {
            try (Wire again = Wire.to(proxies.getFirst())) {
                return again.get("http://maps.example/", as("priya")).status() == 200;
            } catch (IOException _) {
                return false;
            }
        });
    }
}
