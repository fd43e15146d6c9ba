package org.schoolgate.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.health.Meter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journals in a gateway's folder. Each process of it writes in one of its own, so that one can take the place of another
 * while both run; what a process has left behind, one that runs takes up and hands over.
 */
public final class Journals implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);
    private static final int MOST = 8;

    /** Those that this process holds: to open and close such a lock once more would let go of it. */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path data;
    private final JournalSpace space;
    private final Clock clock;
    private final Held own;
    private volatile @Nullable Held left;
    private @Nullable EventSender leftSender;
    private boolean closed;

    /** A journal in which nobody else writes until the lock is closed. */
    private record Held(Path folder, Journal journal, FileChannel lock) {
        void close() throws IOException {
            try (lock) {
                journal.close();
            } finally {
                HERE.remove(folder);
            }
        }
    }

    /** Opens the first journal in which nobody writes. */
    public Journals(Path data, JournalSpace space, Clock clock) throws IOException {
        this.data = data.toAbsolutePath().normalize();
        this.space = space;
        this.clock = clock;
        for (int number = 1; number <= MOST; number++) {
            Held held = hold(folder(number));
            if (held != null) {
                own = held;
                return;
            }
        }
        throw new IOException("%d processes write in %s already".formatted(MOST, data));
    }

    private Path folder(int number) {
        return data.resolve(number == 1 ? "journal" : "journal-" + number);
    }

    private @Nullable Held hold(Path folder) throws IOException {
        if (!HERE.add(folder)) {
            return null;
        }
        Held held = null;
        try {
            held = lock(folder);
            return held;
        } finally {
            if (held == null) {
                HERE.remove(folder);
            }
        }
    }

    private @Nullable Held lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel file =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Held held = null;
        try {
            if (file.tryLock() != null) {
                held = new Held(folder, Journal.open(folder, space, clock, newestEpoch()), file);
            }
            return held;
        } finally {
            if (held == null) {
                file.close();
            }
        }
    }

    /** No two journals of a gateway have an epoch in common, as the platform tells their events apart by it. */
    private long newestEpoch() throws IOException {
        long newest = 0;
        for (int number = 1; number <= MOST; number++) {
            newest = Math.max(newest, Journal.epochOf(folder(number)));
        }
        return newest;
    }

    /** The journal of this process. */
    public Journal own() {
        return own.journal();
    }

    /** Looks for what another process has left behind, and hands it over; called now and then by one thread. */
    public synchronized void takeUp(EventSender.Intake intake, Meter meter) {
        if (closed) {
            return;
        }
        try {
            Held found = left;
            EventSender sender = leftSender;
            if (found == null) {
                begin(intake, meter);
            } else if (found.journal().state().waiting() == 0 && sender != null) {
                sender.close();
                left = null;
                found.close();
            }
        } catch (IOException e) {
            LOG.warn("what another process has left in the journal waits: {}", e.getMessage());
        }
    }

    private void begin(EventSender.Intake intake, Meter meter) throws IOException {
        for (int number = 1; number <= MOST; number++) {
            Path folder = folder(number);
            if (Files.isDirectory(folder) && holdsEvents(folder)) {
                Held held = hold(folder);
                if (held != null) {
                    left = held;
                    leftSender = new EventSender(held.journal(), intake, meter);
                    leftSender.start();
                    return;
                }
            }
        }
    }

    private static boolean holdsEvents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".events"));
        }
    }

    /** How many events wait, with those that were left behind. */
    public long waiting() {
        Held found = left;
        return own.journal().state().waiting()
                + (found == null ? 0 : found.journal().state().waiting());
    }

    /** When the oldest event that waits was seen; null where none waits. */
    public @Nullable Instant oldest() {
        Held found = left;
        return Stream.of(
                        own.journal().oldest(),
                        found == null ? null : found.journal().oldest())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        EventSender sender = leftSender;
        if (sender != null) {
            sender.close();
        }
        Held found = left;
        if (found != null) {
            found.close();
        }
        own.close();
    }
}
