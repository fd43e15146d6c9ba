package org.schoolgate.gateways;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How far each school's policy had come, in a file outside the database. A database that is behind it was restored, and
 * each of its schools begins a new epoch before a gateway can ask: else a gateway could hold a version that the restored
 * database takes a second time for something else.
 */
@Component
class FeedMarks implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FeedMarks.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Path file;
    private final Schools schools;
    private final FeedVersionStore versions;
    private final TransactionTemplate transaction;
    private final Map<SchoolId, FeedVersion> reached = new ConcurrentHashMap<>();
    private volatile boolean changed;
    private volatile @Nullable ScheduledExecutorService writer;

    FeedMarks(DataFolder data, Schools schools, FeedVersionStore versions, PlatformTransactionManager transactions) {
        this.file = data.folder("policy").resolve("marks");
        this.schools = schools;
        this.versions = versions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A school's policy is at least at this version. */
    void reached(SchoolId school, FeedVersion version) {
        reached.merge(school, version, (before, after) -> before.compareTo(after) < 0 ? after : before);
        changed = true;
    }

    /** Before the web server, so that no gateway sees a version twice. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        reached.putAll(read());
        schools.all().forEach(school -> Tenants.within(school.id(), () -> compare(school.id())));
        var every = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("policy-marks").factory());
        var _ = every.scheduleWithFixedDelay(this::write, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        writer = every;
    }

    private void compare(SchoolId school) {
        transaction.executeWithoutResult(_ -> versions.find(school).ifPresent(row -> {
            var mark = reached.get(school);
            if (mark == null || row.version().compareTo(mark) < 0) {
                LOG.warn(
                        "the database has policy {} of school {}, but {} was reached: it was restored, and a new epoch begins",
                        row.version().tag(),
                        school,
                        mark == null ? "none is noted here, so an unknown one" : mark.tag());
                versions.beginEpoch(school, mark == null ? 0 : mark.epoch());
            }
            reached(school, versions.find(school).orElseThrow().version());
        }));
    }

    private Map<SchoolId, FeedVersion> read() {
        var marks = new ConcurrentHashMap<SchoolId, FeedVersion>();
        try {
            for (var line : Files.readAllLines(file)) {
                var parts = line.split(" ", 3);
                marks.put(SchoolId.of(parts[0]), new FeedVersion(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
            }
        } catch (NoSuchFileException _) {
            return marks;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read how far policies had come", e);
        }
        return marks;
    }

    private synchronized void write() {
        if (!changed) {
            return;
        }
        changed = false;
        var lines = reached.entrySet().stream()
                .map(one -> "%s %d %d"
                        .formatted(
                                one.getKey(),
                                one.getValue().epoch(),
                                one.getValue().number()))
                .sorted()
                .toList();
        try {
            var part = file.resolveSibling("marks.part");
            Files.write(part, lines);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            changed = true;
            LOG.warn("cannot note how far policies have come: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        var every = writer;
        writer = null;
        if (every != null) {
            every.shutdownNow();
        }
        write();
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }
}
