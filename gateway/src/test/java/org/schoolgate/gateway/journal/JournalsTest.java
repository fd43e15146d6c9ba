package org.schoolgate.gateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.gateway.School;
import org.schoolgate.gateway.feed.Edge;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.SeenEvent;
import org.schoolgate.gateway.health.Meter;
import org.schoolgate.gateway.health.Meters;

/** Several processes of one gateway, of which one takes the place of another. */
class JournalsTest {
    private static final JournalSpace SPACE = new JournalSpace(1 << 20, 4 << 10);

    /** It stands still, so that nothing but care keeps epochs apart. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC);

    private static final Meter METER = new Meters(CLOCK).of(Edge.EVENTS);

    @TempDir
    Path folder;

    @Test
    void whatOneProcessLeavesBehindAnotherHandsOver() throws Exception {
        Queue<SeenEvent> came = new ConcurrentLinkedQueue<>();
        EventSender.Intake intake = (lines, length) -> new String(lines, 0, length, UTF_8)
                .lines()
                .forEach(line -> came.add(Feed.JSON.readValue(line, SeenEvent.class)));
        Journals before = new Journals(folder, SPACE, CLOCK);
        try (Journals after = new Journals(folder, SPACE, CLOCK)) {
            before.own().keep(JournalTest.event("block", "/before"));
            after.own().keep(JournalTest.event("block", "/after"));
            assertThat(after.own().state().epoch())
                    .isNotEqualTo(before.own().state().epoch());

            after.takeUp(intake, METER);
            assertThat(after.waiting())
                    .as("the other process still writes there")
                    .isEqualTo(1);
            before.close();
            after.takeUp(intake, METER);
            School.until(() -> came.size() == 1);
            School.until(() -> after.waiting() == 1);
            after.takeUp(intake, METER);

            assertThat(came).extracting(SeenEvent::path).containsExactly("/before");
            try (Journals third = new Journals(folder, SPACE, CLOCK)) {
                third.own().keep(JournalTest.event("block", "/third"));
                assertThat(third.own().state().last())
                        .as("the numbers of that journal go on")
                        .isEqualTo(2);
            }
        }
    }
}
