package org.schoolgate.gateways;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.schoolgate.gateway.feed.Feed;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The policy of each school as its gateways fetch it, made once a version and kept until the next. */
@Service
public class PolicyCopies {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyCopies.class);

    private final FeedVersionStore versions;
    private final Schools schools;
    private final Pseudonyms pseudonyms;
    private final ObjectProvider<PolicyPart> parts;
    private final Turns turns;
    private final Clock clock;
    private final String portal;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;
    private final Map<SchoolId, Ready> ready = new ConcurrentHashMap<>();
    private final Map<SchoolId, Object> making = new ConcurrentHashMap<>();

    PolicyCopies(
            FeedVersionStore versions,
            Schools schools,
            Pseudonyms pseudonyms,
            ObjectProvider<PolicyPart> parts,
            Turns turns,
            Clock clock,
            PlatformTransactionManager transactions,
            @Value("${schoolgate.portal:http://127.0.0.1:${server.port:8080}}") String portal) {
        this.versions = versions;
        this.schools = schools;
        this.pseudonyms = pseudonyms;
        this.parts = parts;
        this.turns = turns;
        this.clock = clock;
        this.portal = portal;
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** A copy ready to be sent, in gzip. */
    public static final class Ready {
        private final FeedVersion version;
        private final byte[] gzip;

        private Ready(FeedVersion version, byte[] gzip) {
            this.version = version;
            this.gzip = gzip;
        }

        public FeedVersion version() {
            return version;
        }

        public String tag() {
            return version.tag();
        }

        /** To be read only. */
        public byte[] gzip() {
            return gzip;
        }

        /** For whoever does not read gzip. */
        public byte[] plain() {
            try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                return unpacked.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** What it says. */
        public PolicyCopy copy() {
            return Feed.JSON.readValue(plain(), PolicyCopy.class);
        }
    }

    /** The version that the school is at now. Call it inside the school's scope. */
    public FeedVersion version(SchoolId school) {
        var row = row(school);
        turns.watch(school, row.turn());
        return row.version();
    }

    /** The policy that holds now. Call it inside the school's scope. */
    public Ready current(SchoolId school) {
        var version = version(school);
        var kept = ready.get(school);
        return kept != null && kept.version().equals(version) ? kept : make(school);
    }

    /**
     * Begins a new epoch if a gateway holds a version that the database never reached: then it was restored behind the
     * program's back. Call it inside the school's scope.
     */
    public void noticeRestore(SchoolId school, FeedVersion held) {
        var known = version(school);
        var soon = clock.instant().plus(Duration.ofDays(1)).toEpochMilli();
        if (held.compareTo(known) > 0 && held.epoch() < soon) {
            LOG.warn(
                    "a gateway of school {} holds policy {}, but the database has {}: it was restored, and a new epoch"
                            + " begins",
                    school,
                    held.tag(),
                    known.tag());
            transaction.executeWithoutResult(_ -> versions.beginEpoch(school, held.epoch()));
        }
    }

    /** Many gateways that ask for one new version wait for one making of it. */
    private Ready make(SchoolId school) {
        synchronized (making.computeIfAbsent(school, _ -> new Object())) {
            var kept = ready.get(school);
            if (kept != null && kept.version().equals(version(school))) {
                return kept;
            }
            var fresh = Objects.requireNonNull(snapshot.execute(_ -> draft(school)));
            turns.willTurn(school, fresh.version(), fresh.draft().turn());
            var made = new Ready(fresh.version(), packed(fresh.draft().copy(fresh.version(), portal)));
            ready.put(school, made);
            return made;
        }
    }

    private record Fresh(FeedVersion version, PolicyDraft draft) {}

    /** Version and content are of one snapshot, as every change of the content takes a version in its own transaction. */
    private Fresh draft(SchoolId school) {
        var row = versions.find(school).orElseThrow();
        var draft = new PolicyDraft(
                school,
                row,
                schools.find(school).map(School::name).orElseThrow(),
                clock.instant(),
                person -> pseudonyms.of(school, person));
        parts.orderedStream().forEach(part -> part.addTo(draft));
        return new Fresh(row.version(), draft);
    }

    private FeedVersionStore.Row row(SchoolId school) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var found = versions.find(school);
            var told = found.map(FeedVersionStore.Row::portal);
            if (found.isEmpty()
                    || told.filter(address -> !address.equals(portal)).isPresent()) {
                versions.bump(school, Affected.EVERYBODY);
                versions.tellPortal(school, portal);
            } else if (told.isEmpty()) {
                versions.tellPortal(school, portal);
                return found.get();
            } else if (found.get().turnedBy(clock.instant())) {
                versions.bumpTurned(school, clock.instant());
            } else {
                return found.get();
            }
            return versions.find(school).orElseThrow();
        }));
    }

    private static byte[] packed(PolicyCopy copy) {
        var packed = new ByteArrayOutputStream(32 * 1024);
        try (var zip = new Quick(packed)) {
            zip.write(Feed.JSON.writeValueAsBytes(copy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** The quickest level of packing: a gateway waits for each copy, and a few kilobytes more cost less than that. */
    private static final class Quick extends GZIPOutputStream {
        Quick(OutputStream out) throws IOException {
            super(out, 8192);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
