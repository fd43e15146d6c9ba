package org.schoolgate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.schoolgate.gateway.School.until;
import static org.schoolgate.gateway.Wire.as;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import org.schoolgate.gateway.School;
import org.schoolgate.gateway.Wire;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.feed.Ticket;

/** One process of a gateway takes the place of another, as a technician has it on the day of an upgrade. */
class UpgradeTest {
    private static final Pattern READY = Pattern.compile("Proxy on 127\\.0\\.0\\.1:(\\d+)(?: and \\d+)*\\. (.*)");

    @TempDir
    Path folder;

    FakePlatform platform;
    Origin origin;
    final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        platform = new FakePlatform(null);
        platform.change(new Policies(platform.address().toString()).copy());
        origin = new Origin();
        Files.writeString(folder.resolve("token"), FakePlatform.TOKEN);
    }

    @AfterEach
    void end() throws IOException {
        processes.forEach(Process::destroyForcibly);
        platform.close();
        origin.close();
    }

    /** A process of the gateway, once it says that it is there. */
    private InetSocketAddress start(int port) throws IOException {
        return start(Integer.toString(port));
    }

    private InetSocketAddress start(String ports) throws IOException {
        Process process = new ProcessBuilder(Program.command(
                        Commands.class,
                        "gateway",
                        "--server",
                        platform.address().toString(),
                        "--token",
                        folder.resolve("token").toString(),
                        "--proxy-port",
                        ports,
                        "--data",
                        folder.resolve("data").toString(),
                        "--origins",
                        "*=127.0.0.1:" + origin.address().getPort()))
                .redirectError(folder.resolve("errors-" + processes.size()).toFile())
                .start();
        processes.add(process);
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        Matcher ready = READY.matcher(String.valueOf(line));
        assertThat(ready.matches()).as(line).isTrue();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.group(1)));
    }

    @Test
    void anUpgradeRefusesNobodyAndLosesNothing() throws Exception {
        origin.at("/slow", (request, socket, in, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n".getBytes(UTF_8));
            for (int i = 0; i < 30; i++) {
                out.write('x');
                out.flush();
                Thread.sleep(100);
            }
            return true;
        });
        InetSocketAddress proxy = start(0);
        until(() -> Files.exists(folder.resolve("data/policy")));
        platform.issue("t", new Ticket.Redeemed("tom", "s1", Instant.now().plusSeconds(600)));
        try (Wire toms = Wire.from("127.0.0.5", proxy)) {
            String here = "http://127.0.0.1:" + proxy.getPort() + "/.schoolgate/here?ticket=t&back=/";
            assertThat(toms.get(here, "").status()).isEqualTo(302);
        }
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            readers.add(Thread.ofVirtual().start(new Reading(proxy, "r" + i, i % 2 == 0, answered, failed, over)));
        }
        Thread.sleep(300);
        try (Wire slow = Wire.to(proxy)) {
            slow.send("GET http://maps.example/slow HTTP/1.1\r\nHost: maps.example\r\n" + as("priya") + "\r\n");
            int before = answered.size();

            start(proxy.getPort());

            assertThat(answered).hasSizeGreaterThan(before);
            assertThat(slow.answer().body()).hasSize(30);
        }
        assertThat(processes.getFirst().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.getFirst().exitValue()).isZero();
        int atTheEnd = answered.size();
        until(() -> answered.size() > atTheEnd + 50);
        over.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        try (Wire toms = Wire.from("127.0.0.5", proxy)) {
            assertThat(toms.get("http://maps.example/tom", "").status()).isEqualTo(200);
        }

        assertThat(failed).isEmpty();
        answered.add("/slow");
        answered.add("/tom");
        until(() -> Reading.paths(platform.events()).containsAll(answered));
        assertThat(platform.events()).hasSameSizeAs(new HashSet<>(answered));
        assertThat(platform.events())
                .filteredOn(event -> "/tom".equals(event.path()))
                .extracting(SeenEvent::reader)
                .containsExactly("tom");
        for (int i = 0; i < processes.size(); i++) {
            assertThat(Files.readString(folder.resolve("errors-" + i))).doesNotContain("Exception");
        }
    }

    @Test
    void furtherPortsGoToTheNextProcessAndOneThatItDoesNotWantIsClosed() throws Exception {
        int library = School.freePort();
        int boarding = School.freePort();
        InetSocketAddress proxy = start("0," + library + "," + boarding);
        until(() -> Files.exists(folder.resolve("data/policy")));
        Queue<String> answered = new ConcurrentLinkedQueue<>();
        Queue<String> failed = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        InetSocketAddress further = new InetSocketAddress(InetAddress.getLoopbackAddress(), library);
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            readers.add(Thread.ofVirtual().start(new Reading(further, "r" + i, i % 2 == 0, answered, failed, over)));
        }
        until(() -> answered.size() > 10);

        start(proxy.getPort() + "," + library);

        assertThat(processes.getFirst().waitFor(30, TimeUnit.SECONDS)).isTrue();
        int atTheEnd = answered.size();
        until(() -> answered.size() > atTheEnd + 20);
        over.set(true);
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(failed).isEmpty();
        assertThatThrownBy(() -> Wire.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), boarding)))
                .isInstanceOf(ConnectException.class);
        for (int i = 0; i < processes.size(); i++) {
            assertThat(Files.readString(folder.resolve("errors-" + i))).doesNotContain("Exception");
        }
    }
}
