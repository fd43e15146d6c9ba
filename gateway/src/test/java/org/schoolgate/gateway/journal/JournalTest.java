package org.schoolgate.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.testing.Line;

class JournalTest {
    static final JournalSpace SPACE = new JournalSpace(1L << 30, 64 << 10);
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00.000001Z");

    @TempDir
    Path folder;

    static SeenEvent event(String answer, @Nullable String path) {
        return new SeenEvent(
                0,
                0,
                NOON,
                "r1",
                null,
                "127.0.0.1",
                "GET",
                "maps.example",
                path,
                80,
                answer,
                Set.of(),
                "default",
                3,
                212,
                1024,
                2,
                "token");
    }

    Journal open() throws IOException {
        return Journal.open(folder, SPACE, Clock.systemUTC());
    }

    static List<SeenEvent> events(Journal.Batch batch) {
        return Stream.of(new String(batch.lines(), 0, batch.length(), UTF_8).split("\n"))
                .map(line -> Feed.JSON.readValue(line, SeenEvent.class))
                .toList();
    }

    static List<Long> drain(Journal journal, int count) throws IOException, InterruptedException {
        List<Long> sequences = new ArrayList<>();
        while (sequences.size() < count) {
            Journal.Batch batch = journal.next(4096);
            events(batch).forEach(event -> sequences.add(event.sequence()));
            journal.acknowledge(batch);
        }
        return sequences;
    }

    /** How far lines reach in a segment that was growing. */
    static int written(byte[] segment) {
        int end = segment.length;
        while (segment[end - 1] == 0) {
            end--;
        }
        return end;
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void whatIsKeptIsHandedOverInOrderAndOnce() throws Exception {
        try (Journal journal = open()) {
            for (int i = 0; i < 500; i++) {
                journal.keep(event("allow", "/" + i));
            }

            assertThat(drain(journal, 500)).isEqualTo(upTo(500));
            assertThat(journal.state().waiting()).isZero();
        }
    }

    @Test
    void aLineReadsAsTheFeedsOwnMapperWouldHaveWrittenIt() throws Exception {
        Random random = new Random(7);
        List<SeenEvent> kept = new ArrayList<>();
        try (Journal journal = open()) {
            for (int i = 0; i < 2_000; i++) {
                SeenEvent event = event(random.nextBoolean() ? "allow" : "block", nasty(random));
                kept.add(event);
                journal.keep(event);
            }

            List<SeenEvent> read = new ArrayList<>();
            while (read.size() < kept.size()) {
                Journal.Batch batch = journal.next(64 << 10);
                read.addAll(events(batch));
                journal.acknowledge(batch);
            }

            for (int i = 0; i < kept.size(); i++) {
                assertThat(read.get(i).path()).isEqualTo(kept.get(i).path());
                assertThat(read.get(i).sequence()).isEqualTo(i + 1);
                assertThat(read.get(i).at()).isEqualTo(NOON);
                assertThat(read.get(i).answer()).isEqualTo(kept.get(i).answer());
                assertThat(read.get(i).reader()).isEqualTo("r1");
                assertThat(read.get(i).session()).isNull();
            }
        }
    }

    private static String nasty(Random random) {
        StringBuilder text = new StringBuilder();
        int[] from = {'"', '\\', '\n', 0, 0x1f, 'a', '/', 0x7f, 0xe9, 0x20ac, 0x1f994, '{', '}', 0x2028};
        for (int i = random.nextInt(40); i > 0; i--) {
            text.appendCodePoint(from[random.nextInt(from.length)]);
        }
        return text.toString();
    }

    @Test
    void whatWasNotAcknowledgedIsHandedOverAgainAfterAKill() throws Exception {
        Journal killed = open();
        for (int i = 0; i < 10; i++) {
            killed.keep(event("allow", "/"));
        }
        Journal.Batch first = killed.next(900);
        assertThat(events(first)).hasSizeBetween(1, 9);
        killed.acknowledge(first);

        try (Journal journal = open()) {
            journal.keep(event("block", "/"));

            assertThat(journal.state().waiting()).isEqualTo(11 - first.count());
            assertThat(journal.oldest()).isEqualTo(NOON);
            List<Long> rest = drain(journal, 11 - first.count());
            assertThat(rest)
                    .isEqualTo(LongStream.rangeClosed(first.count() + 1, 11)
                            .boxed()
                            .toList());
            assertThat(journal.state().epoch()).isEqualTo(killed.state().epoch());
        }
    }

    @Test
    void numbersGoOnThoughEverythingWasAcknowledged() throws Exception {
        try (Journal journal = open()) {
            journal.keep(event("allow", "/"));
            drain(journal, 1);
        }
        try (Journal journal = open()) {
            journal.keep(event("allow", "/"));

            assertThat(drain(journal, 1)).containsExactly(2L);
        }
    }

    @Test
    void aTornTailIsPassedOver() throws Exception {
        Journal killed = open();
        killed.keep(event("allow", "/"));
        killed.keep(event("allow", "/"));
        Path segment = Segment.all(folder).getFirst().file();
        byte[] bytes = Files.readAllBytes(segment);
        int end = written(bytes);
        Arrays.fill(bytes, end - 5, end, (byte) 0);
        Files.write(segment, bytes);

        try (Journal journal = open()) {
            journal.keep(event("block", "/"));

            assertThat(drain(journal, 2)).containsExactly(1L, 2L);
        }
    }

    @Test
    void aSegmentThatIsCutShortUnderItCostsItsLinesAndNotTheGateway() throws Exception {
        var clock = new SettableClock(NOON);
        try (Journal journal = Journal.open(folder, SPACE, clock)) {
            journal.keep(event("allow", "/"));
            Files.write(Segment.all(folder).getFirst().file(), new byte[0]);
            try {
                journal.keep(event("block", "/"));
            } catch (InternalError e) {
                assertThat(e).as("Java tells it late").hasMessageContaining("unsafe memory access");
            }
            clock.now = NOON.plusSeconds(2);
            journal.keep(event("allow", "/"));

            assertThat(drain(journal, 2)).containsExactly(2L, 3L);
        }
    }

    @Test
    void whoeverIsInterruptedWhileTheDiskIsAwaitedCostsNoLine() throws Exception {
        try (Journal journal = open()) {
            journal.keep(event("allow", "/"));
            Thread.currentThread().interrupt();
            journal.sync();
            assertThat(Thread.interrupted()).isTrue();

            journal.keep(event("allow", "/"));
            journal.keep(event("allow", "/"));
            journal.sync();

            assertThat(journal.state().full()).isFalse();
            assertThat(Segment.all(folder)).hasSize(2);
            assertThat(drain(journal, 3)).isEqualTo(upTo(3));
        }
    }

    @Test
    void aSpoiltLineIsPassedOverAndTheNextIsNot() throws Exception {
        Journal killed = open();
        for (int i = 0; i < 3; i++) {
            killed.keep(event("allow", "/"));
        }
        Path segment = Segment.all(folder).getFirst().file();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[written(bytes) / 2] ^= 1;
        Files.write(segment, bytes);

        try (Journal journal = open()) {
            assertThat(drain(journal, 2)).containsExactly(1L, 3L);
        }
    }

    @Test
    void anotherBootOfTheMachineBeginsAnotherEpoch() throws Exception {
        Journal before = open();
        before.keep(event("allow", "/"));
        Files.writeString(folder.resolve("place"), before.state().epoch() + " another-boot\n");

        try (Journal journal = open()) {
            journal.keep(event("allow", "/"));

            List<SeenEvent> all = events(journal.next(4096));
            assertThat(all)
                    .extracting(SeenEvent::epoch)
                    .containsExactly(before.state().epoch());
            assertThat(journal.state().epoch()).isGreaterThan(before.state().epoch());
            assertThat(journal.state().last()).isEqualTo(1);
        }
    }

    @Test
    void aLostNoteOfWhatWasAcknowledgedNeverGivesANumberTwice() throws Exception {
        long epoch;
        try (Journal journal = open()) {
            journal.keep(event("allow", "/"));
            drain(journal, 1);
            epoch = journal.state().epoch();
        }
        for (Segment segment : Segment.all(folder)) {
            Files.delete(segment.file());
        }
        Files.delete(folder.resolve("acknowledged"));

        try (Journal journal = open()) {
            assertThat(journal.state().epoch()).isGreaterThan(epoch);
        }
    }

    @Test
    @Line("I8")
    void onAFullDiskWhatIsAllowedIsDroppedAndWhatIsRefusedIsKept() throws Exception {
        try (Journal journal = Journal.open(folder, new JournalSpace(2_000, 64 << 10), Clock.systemUTC())) {
            for (int i = 0; i < 50; i++) {
                journal.keep(event("allow", "/"));
                journal.keep(event("block", "/"));
            }

            Journal.State state = journal.state();
            assertThat(state.full()).isTrue();
            assertThat(state.droppedAllowed()).isBetween(40L, 50L);
            assertThat(state.droppedRefused()).isZero();
            List<String> answers = new ArrayList<>();
            while (answers.stream().filter("block"::equals).count() < 50) {
                Journal.Batch batch = journal.next(4096);
                events(batch).forEach(event -> answers.add(event.answer()));
                journal.acknowledge(batch);
            }
            assertThat(answers.size() + state.droppedAllowed()).isEqualTo(100);
        }
    }

    @Test
    void whatIsKeptTogetherIsNumberedAndReadLikeWhatIsKeptAlone() throws Exception {
        try (Journal journal = open()) {
            journal.keep(event("allow", "/0"));
            for (int i = 0; i < 100; i++) {
                journal.keep(List.of(event("allow", "/a"), event("block", null), event("allow", "/b".repeat(3_000))));
            }
            assertThat(drain(journal, 301)).isEqualTo(upTo(301));
        }
        try (Journal journal = open()) {
            assertThat(journal.state().waiting()).isZero();
            assertThat(journal.state().last()).isEqualTo(301);
        }
    }

    @Test
    void onAFullDiskEachOfWhatIsKeptTogetherGoesWhereItsKindGoes() throws Exception {
        try (Journal journal = Journal.open(folder, new JournalSpace(2_000, 64 << 10), Clock.systemUTC())) {
            for (int i = 0; i < 50; i++) {
                journal.keep(List.of(event("allow", "/"), event("block", "/")));
            }

            Journal.State state = journal.state();
            assertThat(state.droppedAllowed()).isBetween(40L, 50L);
            assertThat(state.droppedRefused()).isZero();
            List<String> answers = new ArrayList<>();
            while (answers.stream().filter("block"::equals).count() < 50) {
                Journal.Batch batch = journal.next(4096);
                events(batch).forEach(event -> answers.add(event.answer()));
                journal.acknowledge(batch);
            }
            assertThat(answers.size() + state.droppedAllowed()).isEqualTo(100);
        }
    }

    @Test
    @Line("I8")
    void whenTheReserveIsFullTooWhatIsRefusedIsCounted() throws Exception {
        try (Journal journal = Journal.open(folder, new JournalSpace(2_000, 2_000), Clock.systemUTC())) {
            for (int i = 0; i < 50; i++) {
                journal.keep(event("block", "/"));
            }

            assertThat(journal.state().droppedRefused()).isBetween(30L, 45L);
        }
    }

    @Test
    void whatStandsInTheReserveSurvivesAKill() throws Exception {
        Journal killed = Journal.open(folder, new JournalSpace(1, 64 << 10), Clock.systemUTC());
        for (int i = 0; i < 5; i++) {
            killed.keep(event("block", "/"));
        }

        try (Journal journal = open()) {
            journal.keep(event("allow", "/"));

            assertThat(drain(journal, 6)).isEqualTo(upTo(6));
        }
    }

    @Test
    void itGrowsAgainWhenThereIsSpace() throws Exception {
        var clock = new SettableClock(NOON);
        try (Journal journal = Journal.open(folder, new JournalSpace(1_500, 64 << 10), clock)) {
            for (int i = 0; i < 10; i++) {
                journal.keep(event("allow", "/"));
            }
            assertThat(journal.state().full()).isTrue();
            long lost = journal.state().droppedAllowed();
            drain(journal, (int) (10 - lost));
            journal.keep(event("block", "/"));
            drain(journal, 1);

            clock.now = NOON.plusSeconds(2);
            journal.keep(event("allow", "/"));

            assertThat(journal.state().full()).isFalse();
            assertThat(drain(journal, 1)).containsExactly(12L);
            journal.sync();
            assertThat(folder.resolve("reserve")).hasSize(64 << 10);
        }
    }

    @Test
    void anAcknowledgedSegmentGivesItsSpaceBack() throws Exception {
        try (Journal journal = open()) {
            String path = "/" + "x".repeat(2_000);
            for (int i = 0; i < 9_000; i++) {
                journal.keep(event("allow", path));
            }
            List<Segment> segments = Segment.all(folder);
            assertThat(segments).hasSizeGreaterThan(1);
            byte[] whole = Files.readAllBytes(segments.getFirst().file());
            assertThat(written(whole)).isEqualTo(whole.length);

            assertThat(drain(journal, 9_000)).isEqualTo(upTo(9_000));

            assertThat(Segment.all(folder)).hasSize(1);
        }
    }

    @Test
    void itsFilesAreTheOwnersAlone() throws Exception {
        try (Journal journal = open()) {
            journal.keep(event("allow", "/"));

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                            Segment.all(folder).getFirst().file())))
                    .isEqualTo("rw-------");
        }
    }

    static final class SettableClock extends Clock {
        Instant now;

        SettableClock(Instant now) {
            this.now = now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
