package org.schoolgate.gateways;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears of every new policy version, whichever process took it, and hands it to the streams of this process. One
 * connection listens; it has no school and reads no row.
 */
@Component
public class PolicyChanges implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyChanges.class);
    private static final String CHANNEL = "schoolgate_policy";
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int WAIT_MILLIS = 5_000;
    private static final int ANSWER_SECONDS = 5;

    private final HikariDataSource database;
    private final FeedMarks marks;
    private final PolicyCopies copies;
    private final Map<SchoolId, Set<Ear>> ears = new ConcurrentHashMap<>();
    private volatile @Nullable Thread listener;
    private volatile @Nullable Connection connection;

    PolicyChanges(HikariDataSource database, FeedMarks marks, PolicyCopies copies) {
        this.database = database;
        this.marks = marks;
        this.copies = copies;
    }

    /** What a stream hears next. */
    public sealed interface Heard {
        record Version(FeedVersion version) implements Heard {}

        record Nothing() implements Heard {}

        record End() implements Heard {}
    }

    /** One stream's ear. It keeps the newest version only: a slow reader skips what is over. */
    public final class Ear implements AutoCloseable {
        private final SchoolId school;
        private @Nullable FeedVersion newest;
        private boolean over;

        private Ear(SchoolId school) {
            this.school = school;
        }

        /** Waits for the next version, at most so long. */
        public synchronized Heard next(Duration most) throws InterruptedException {
            long deadline = System.nanoTime() + most.toNanos();
            while (newest == null && !over) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return new Heard.Nothing();
                }
                wait(left);
            }
            if (over) {
                return new Heard.End();
            }
            var heard = newest;
            newest = null;
            return heard == null ? new Heard.Nothing() : new Heard.Version(heard);
        }

        private synchronized void tell(FeedVersion version) {
            if (newest == null || newest.compareTo(version) < 0) {
                newest = version;
                notifyAll();
            }
        }

        private synchronized void end() {
            over = true;
            notifyAll();
        }

        @Override
        public void close() {
            ears.computeIfPresent(school, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /** Begins to hear of a school's versions. */
    public Ear listen(SchoolId school) {
        var ear = new Ear(school);
        ears.compute(school, (_, all) -> {
            var some = all == null ? ConcurrentHashMap.<Ear>newKeySet() : all;
            some.add(ear);
            return some;
        });
        if (!isRunning()) {
            ear.end();
        }
        return ear;
    }

    @Override
    public void start() {
        var thread = Thread.ofPlatform().daemon().name("policy-changes").unstarted(this::listenForEver);
        listener = thread;
        thread.start();
    }

    /** Before the web server, which would wait for streams that never end. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    @Override
    public void stop() {
        var thread = listener;
        listener = null;
        ears.values().forEach(all -> all.forEach(Ear::end));
        if (thread != null) {
            thread.interrupt();
        }
        closeConnection();
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    private void listenForEver() {
        while (Thread.currentThread().equals(listener)) {
            try (var open = DriverManager.getConnection(
                    database.getJdbcUrl(), database.getUsername(), database.getPassword())) {
                connection = open;
                listen(open);
            } catch (SQLException | RuntimeException e) {
                if (isRunning()) {
                    LOG.warn("policy changes are not heard, trying again", e);
                }
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void listen(Connection open) throws SQLException {
        try (var statement = open.createStatement()) {
            statement.execute("listen " + CHANNEL);
        }
        catchUp();
        var wire = open.unwrap(PGConnection.class);
        while (Thread.currentThread().equals(listener)) {
            var heard = wire.getNotifications(WAIT_MILLIS);
            if (heard == null || heard.length == 0) {
                requireAlive(open);
            } else {
                for (var one : heard) {
                    hear(one.getParameter());
                }
            }
        }
    }

    /** A connection that the network let go of without a word would be silent for ever. */
    private static void requireAlive(Connection open) throws SQLException {
        if (!open.isValid(ANSWER_SECONDS)) {
            throw new SQLException("the listening connection does not answer");
        }
    }

    /** What was said while nobody listened. */
    private void catchUp() {
        ears.keySet().forEach(school -> {
            try {
                tell(school, Tenants.within(school, () -> copies.version(school)));
            } catch (RuntimeException e) {
                LOG.warn("the policy version of school {} cannot be read: {}", school, e.getMessage());
            }
        });
    }

    private void hear(String said) {
        var parts = said.split(" ", 3);
        var version = new FeedVersion(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        tell(SchoolId.of(parts[0]), version);
    }

    private void tell(SchoolId school, FeedVersion version) {
        marks.reached(school, version);
        var listening = ears.getOrDefault(school, Set.of());
        if (!listening.isEmpty()) {
            Thread.ofVirtual().name("policy-copy").start(() -> prepare(school));
            listening.forEach(ear -> ear.tell(version));
        }
    }

    /** Those who are told now will ask for the copy in a moment, and find it begun. */
    private void prepare(SchoolId school) {
        try {
            Tenants.within(school, () -> copies.current(school));
        } catch (RuntimeException e) {
            LOG.debug("the policy of school {} was not made before it was asked for: {}", school, e.getMessage());
        }
    }

    private void closeConnection() {
        var open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("the listening connection was gone already: {}", e.getMessage());
            }
        }
    }
}
