package org.schoolgate.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The heads of the chains, written once a minute to files where no database role can reach them. Whoever re-seals a
 * whole chain inside the database is found by them.
 */
@Component
class PublishedHeads implements SchoolJob {
    private final Path folder;
    private final AuditStore store;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PublishedHeads(DataFolder data, AuditStore store, PlatformTransactionManager transactions, Clock clock) {
        this.folder = data.folder("audit-heads");
        this.store = store;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audit.publish-heads";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void run(SchoolId school) {
        var head = Objects.requireNonNull(transaction.execute(_ -> store.head(school)));
        if (head.isEmpty() || of(school).containsKey(head.get().number())) {
            return;
        }
        var line = "%d %s %s%n".formatted(head.get().number(), head.get().hash(), clock.instant());
        try {
            if (isCutShort(school)) {
                line = System.lineSeparator() + line;
            }
            Files.writeString(file(school), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot publish the head of a chain", e);
        }
    }

    /** Whether the last line ends in the middle, as a full disk leaves it: the next must not be glued to it. */
    private boolean isCutShort(SchoolId school) throws IOException {
        return Files.exists(file(school)) && !Files.readString(file(school)).endsWith(System.lineSeparator());
    }

    /** Published hashes in hexadecimal, by number. */
    Map<Long, String> of(SchoolId school) {
        var heads = new HashMap<Long, String>();
        try {
            if (Files.exists(file(school))) {
                for (var line : Files.readAllLines(file(school))) {
                    var parts = line.split(" ", 3);
                    if (parts.length == 3) {
                        heads.put(Long.parseLong(parts[0]), parts[1]);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the published heads", e);
        }
        return heads;
    }

    private Path file(SchoolId school) {
        return folder.resolve(school + ".heads");
    }
}
