package org.schoolgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.schoolgate.gateway.School.until;
import static org.schoolgate.gateway.Wire.as;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.journal.JournalSpace;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

/** What was seen reaches the platform, whatever happens to either side. */
class EventsTest {
    @TempDir
    Path data;

    @Test
    @Line("I11")
    @Keeps({"FIL-23", "MON-10"})
    void anEventSaysWhoWhatWhenAndWhy() throws Exception {
        try (School school = new School(data);
                Wire wire = school.wire()) {
            wire.get("http://maps.example/search?q=river+otter", as("priya"));
            wire.get("http://www.casino.example/slots", as("priya"));
            wire.connect("blockcraft.example:443", as("priya"));
            wire.get("http://nowhere.invalid/", as("hale"));

            List<SeenEvent> events = school.events(4);
            assertThat(events).extracting(SeenEvent::answer).containsExactly("allow", "block", "ask", "failed");
            assertThat(events).extracting(SeenEvent::sequence).containsExactly(1L, 2L, 3L, 4L);
            SeenEvent first = events.getFirst();
            assertThat(first.reader()).isEqualTo("priya");
            assertThat(first.address()).isEqualTo("127.0.0.1");
            assertThat(first.method()).isEqualTo("GET");
            assertThat(first.host()).isEqualTo("maps.example");
            assertThat(first.path()).isEqualTo("/search?q=river+otter");
            assertThat(first.port()).isEqualTo(80);
            assertThat(first.bytes()).isEqualTo(5);
            assertThat(first.policyVersion()).isEqualTo(1);
            SeenEvent second = events.get(1);
            assertThat(second.categories()).containsExactly("gambling");
            assertThat(second.rule()).isEqualTo("category gambling");
            SeenEvent third = events.get(2);
            assertThat(third.method()).isEqualTo("CONNECT");
            assertThat(third.path()).isNull();
            assertThat(third.port()).isEqualTo(443);
        }
    }

    @Test
    void eventsWaitWhileThePlatformIsAwayAndThenComeInOrder() throws Exception {
        try (School school = new School(data);
                Wire wire = school.wire()) {
            school.platform.refuseEvents(true);
            for (int i = 0; i < 200; i++) {
                wire.get("http://maps.example/" + i, as("priya"));
            }
            school.gateway().close();
            school.start();
            school.platform.refuseEvents(false);

            List<SeenEvent> events = school.events(200);
            assertThat(events)
                    .extracting(SeenEvent::path)
                    .startsWith("/0", "/1")
                    .endsWith("/199");
            assertThat(events).extracting(SeenEvent::sequence).isSorted();
        }
    }

    /** A gateway in a process of its own, to be killed. */
    public static final class Alone {
        private Alone() {}

        public static void main(String[] args) throws Exception {
            GatewaySettings settings = new GatewaySettings(
                            java.net.URI.create(args[0]), FakePlatform.TOKEN, Path.of(args[1]))
                    .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .resolver(School.NO_NAMES)
                    .origins(java.util.Map.of(
                            "*", new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2]))));
            Gateway gateway = Gateway.start(settings);
            until(() -> gateway.policy() != null);
            System.out.println("port " + gateway.address().getPort());
            Thread.currentThread().join();
        }
    }

    @Test
    @Line("I8")
    @Keeps("FIL-23")
    void whatAClientWasAnsweredIsThereAfterKills() throws Exception {
        Set<String> answered = new HashSet<>();
        try (FakePlatform platform = new FakePlatform(null);
                Origin origin = new Origin()) {
            platform.change(new Policies(platform.address().toString()).copy());
            for (int round = 0; round < 4; round++) {
                Process process = alone(platform, origin);
                int port = port(process);
                CountDownLatch some = new CountDownLatch(5);
                Thread killer = Thread.ofVirtual().start(() -> {
                    try {
                        if (some.await(30, TimeUnit.SECONDS)) {
                            Thread.sleep(100);
                        }
                    } catch (InterruptedException _) {
                        return;
                    }
                    process.destroyForcibly();
                });
                answered.addAll(browse(port, round, some::countDown));
                killer.join();
                process.waitFor();
            }
            Process last = alone(platform, origin);
            try {
                port(last);
                until(() -> {
                    Set<String> there = new HashSet<>();
                    platform.events().forEach(event -> there.add(event.path()));
                    return there.containsAll(answered);
                });
            } finally {
                last.destroyForcibly().waitFor();
            }
            assertThat(answered).hasSizeGreaterThan(10);
            Set<Long> epochs = new HashSet<>();
            platform.events().forEach(event -> epochs.add(event.epoch()));
            assertThat(epochs).as("the machine did not boot meanwhile").hasSize(1);
        }
    }

    private static List<String> browse(int port, int round, Runnable then) throws IOException {
        List<String> answered = new ArrayList<>();
        try (Wire wire = Wire.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            for (int i = 0; ; i++) {
                String path = "/" + round + "-" + i;
                wire.get("http://maps.example" + path, as("priya"));
                answered.add(path);
                then.run();
            }
        } catch (IOException _) {
            return answered;
        }
    }

    private Process alone(FakePlatform platform, Origin origin) throws IOException {
        return new ProcessBuilder(Program.command(
                        Alone.class,
                        platform.address().toString(),
                        data.resolve("alone").toString(),
                        Integer.toString(origin.address().getPort())))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(Process process) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return Integer.parseInt(line.substring("port ".length()));
            }
        }
        throw new IOException("the gateway did not start");
    }

    @Test
    @Line("I8")
    void aFullDiskHoldsNobodyUp() throws Exception {
        try (School school = new School(data, settings -> settings.journal(new JournalSpace(4_000, 256 << 10)));
                Wire wire = school.wire()) {
            school.platform.refuseEvents(true);
            for (int i = 0; i < 100; i++) {
                assertThat(wire.get("http://maps.example/" + i, as("priya")).status())
                        .isEqualTo(200);
                assertThat(wire.get("http://casino.example/" + i, as("priya")).status())
                        .isEqualTo(403);
            }
            String health = wire.get(
                            "http://127.0.0.1:" + school.gateway().address().getPort() + "/.schoolgate/health", "")
                    .body();
            assertThat(health).contains("\"full\":true").contains("\"droppedRefused\":0");
            school.platform.refuseEvents(false);

            until(() -> school.platform.events().stream()
                            .filter(event -> event.answer().equals("block"))
                            .count()
                    == 100);
            assertThat(school.platform.events().stream()
                            .filter(event -> event.answer().equals("allow")))
                    .hasSizeLessThan(20);
        }
    }

    /** A file system of two megabytes, where the system lets us make one: there the disk is really full. */
    @Test
    @Line("I8")
    void aDiskThatIsReallyFullHoldsNobodyUp() throws Exception {
        Process may = new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "true").start();
        assumeThat(may.waitFor()).as("this system lets nobody mount").isZero();
        Path small = Files.createDirectory(data.resolve("small"));
        String classPath = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=2m none \"$1\" && exec \"$2\" -cp \"$3\" \"$4\" \"$1\"",
                        "sh",
                        small.toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        classPath,
                        FullDisk.class.getName())
                .redirectError(new File(data.resolve("errors").toString()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor())
                .as(Files.readString(data.resolve("errors")))
                .isZero();
        assertThat(said).contains("full true").contains("refused lost 0").contains("refused handed over 500");
    }

    /** Fills a journal beyond its file system. */
    public static final class FullDisk {
        private FullDisk() {}

        public static void main(String[] args) throws Exception {
            try (var journal = org.schoolgate.gateway.journal.Journal.open(
                    Path.of(args[0]), new JournalSpace(1L << 30, 512 << 10), java.time.Clock.systemUTC())) {
                for (int i = 0; i < 20_000; i++) {
                    journal.keep(event("allow"));
                    if (i % 40 == 0) {
                        journal.keep(event("block"));
                    }
                }
                var state = journal.state();
                System.out.println("full " + state.full());
                System.out.println("refused lost " + state.droppedRefused());
                int refused = 0;
                while (refused < 500) {
                    var batch = journal.next(64 << 10);
                    refused += new String(batch.lines(), 0, batch.length(), StandardCharsets.UTF_8)
                                    .split("\"block\"", -1)
                                    .length
                            - 1;
                    journal.acknowledge(batch);
                }
                System.out.println("refused handed over " + refused);
            }
        }

        private static SeenEvent event(String answer) {
            return new SeenEvent(
                    0,
                    0,
                    java.time.Instant.now(),
                    "r",
                    null,
                    "127.0.0.1",
                    "GET",
                    "maps.example",
                    "/",
                    80,
                    answer,
                    Set.of(),
                    "default",
                    1,
                    1,
                    0,
                    0,
                    "token");
        }
    }
}
