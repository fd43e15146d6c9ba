package org.schoolgate.gateway.journal;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.health.Meter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the journal over to the platform, in order and at least once, for as long as it takes. */
public final class EventSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final int BATCH = 512 << 10;
    private static final Duration BREATH = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Where events go; when it returns they are stored. */
    public interface Intake {
        void take(byte[] lines, int length) throws IOException, InterruptedException;
    }

    private final Journal journal;
    private final Intake intake;
    private final Meter meter;
    private final Thread thread;

    /** Held while the journal is told what is handed over, in which nobody is to be interrupted. */
    private final Object telling = new Object();

    private volatile boolean closed;
    private volatile @Nullable IOException failure;

    public EventSender(Journal journal, Intake intake, Meter meter) {
        this.meter = meter;
        this.journal = journal;
        this.intake = intake;
        this.thread = Thread.ofVirtual().name("event-sender").unstarted(this::send);
    }

    public void start() {
        thread.start();
    }

    /** Why events wait; null while they flow. */
    public @Nullable String trouble() {
        IOException now = failure;
        return now == null ? null : why(now);
    }

    /** What came of the last try to hand some over; null where they were taken. */
    public @Nullable IOException failure() {
        return failure;
    }

    private static String why(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private void send() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                Journal.Batch batch = journal.next(BATCH);
                intake.take(batch.lines(), batch.length());
                acknowledge(batch);
                meter.answered(batch.count());
                if (failure != null) {
                    LOG.info("events flow to the platform again");
                }
                failure = null;
                pause = FIRST_PAUSE;
                // Many small events make one request.
                Thread.sleep(BREATH);
            } catch (IOException e) {
                meter.failed();
                if (failure == null && !closed) {
                    LOG.warn("events wait in the journal: {}", why(e));
                }
                failure = e;
                if (!slept(pause)) {
                    return;
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void acknowledge(Journal.Batch batch) throws IOException {
        synchronized (telling) {
            boolean interrupted = Thread.interrupted();
            journal.acknowledge(batch);
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (telling) {
            thread.interrupt();
        }
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
