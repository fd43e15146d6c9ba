package org.schoolgate.audit;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The record of what happened. It hears of everything {@link Audited}, and seals what a transaction did as the last thing
 * before that transaction commits: both are on disk, or neither.
 */
@Service
public class AuditTrail {
    private static final int MOST_DOINGS = 500;

    private final AuditStore store;
    private final PublishedHeads published;
    private final Clock clock;
    private final Seal seal;

    AuditTrail(AuditStore store, PublishedHeads published, Clock clock, DataFolder folder) {
        this.store = store;
        this.published = published;
        this.clock = clock;
        this.seal = new Seal(HexFormat.of().parseHex(folder.secret("audit")));
    }

    /** What a role may do with the record. */
    public enum Operation {
        READ,
        VERIFY
    }

    /** Who may read the record and who may check it. A governor may check without reading a name. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.READ, Role.HEAD, Role.DATA_PROTECTION_OFFICER)
            .allow(
                    Operation.VERIFY,
                    Role.HEAD,
                    Role.DATA_PROTECTION_OFFICER,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.GOVERNOR,
                    Role.CHAIR_OF_GOVERNORS,
                    Role.TECHNICIAN)
            .done();

    @EventListener
    void on(Audited event) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(event.kind() + " happened outside a transaction and could not be sealed");
        }
        pending(event.by().school()).events.add(event);
    }

    /** Puts a refused act or a sensitive read on the record at once, whatever becomes of the caller's own transaction. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void now(Audited event) {
        on(event);
    }

    /** The newest entries before {@code before}, newest first; {@code kind} narrows to kinds that start so. */
    @Transactional(readOnly = true)
    public List<AuditEntry> newest(Actor actor, String kind, long before, int most) {
        ACCESS.require(actor, Operation.READ);
        return store.newest(actor.school(), kind, null, null, before, most);
    }

    /** The same of one day on the clocks of London. */
    @Transactional(readOnly = true)
    public List<AuditEntry> newest(Actor actor, String kind, LocalDate day, long before, int most) {
        ACCESS.require(actor, Operation.READ);
        return store.newest(
                actor.school(),
                kind,
                day.atStartOfDay(LONDON).toInstant(),
                day.plusDays(1).atStartOfDay(LONDON).toInstant(),
                before,
                most);
    }

    /** All that the record has of a case, the oldest first. Whoever calls has asked whether the actor may have it. */
    @Transactional(readOnly = true)
    public List<SealedEntry> ofCase(SchoolId school, String subject) {
        return store.ofCase(school, subject).stream()
                .map(row -> new SealedEntry(
                        row.version(),
                        school,
                        row.entry().number(),
                        row.previous(),
                        row.entry().at(),
                        row.actor(),
                        row.entry().actorName(),
                        row.entry().kind(),
                        row.entry().subject(),
                        row.factsDigest(),
                        row.entry().hash()))
                .toList();
    }

    /** Somebody who did something so many times, the last time then. */
    public record Doing(PersonId by, String name, int times, Instant last) {}

    /**
     * Who did something to a case since a moment, whoever did it last first. Whoever calls has asked whether the actor may
     * know.
     */
    @Transactional(readOnly = true)
    public List<Doing> doings(SchoolId school, String subject, String kind, Instant since) {
        return store.doings(school, subject, kind, since, MOST_DOINGS);
    }

    /** The kinds of things that are on this school's record. */
    @Transactional(readOnly = true)
    public List<String> kinds(Actor actor) {
        ACCESS.require(actor, Operation.READ);
        return store.kinds(actor.school());
    }

    /** Reads the whole chain and says what is wrong with it. */
    @Transactional(readOnly = true)
    public Verification verify(Actor actor) {
        ACCESS.require(actor, Operation.VERIFY);
        var school = actor.school();
        var faults = new ArrayList<Verification.Fault>();
        // Both before the walk: what others write meanwhile makes the chain longer than they say, never shorter.
        var heads = published.of(school);
        long sealed = store.head(school).map(AuditStore.Head::number).orElse(0L);
        var walk = new Object() {
            long number;
            long erased;
            String hash = AuditStore.NOTHING_BEFORE;
        };
        store.each(school, row -> {
            var entry = row.entry();
            if (entry.number() != walk.number + 1) {
                faults.add(new Verification.Fault.Missing(walk.number, entry.number()));
            } else if (!row.previous().equals(walk.hash) || !entry.hash().equals(hash(school, row))) {
                faults.add(new Verification.Fault.Edited(entry.number()));
            } else if (entry.facts()
                    .map(facts -> !seal.digest(facts).equals(row.factsDigest()))
                    .orElse(false)) {
                faults.add(new Verification.Fault.Edited(entry.number()));
            }
            if (entry.facts().isEmpty()) {
                walk.erased++;
            }
            var head = heads.get(entry.number());
            if (head != null && !head.equals(entry.hash())) {
                faults.add(new Verification.Fault.Resealed(entry.number()));
            }
            walk.number = entry.number();
            walk.hash = entry.hash();
        });
        var expected = Math.max(
                sealed, heads.keySet().stream().mapToLong(Long::longValue).max().orElse(0));
        if (expected > walk.number) {
            faults.add(new Verification.Fault.CutShort(walk.number, expected));
        }
        return new Verification(walk.number, walk.erased, walk.number == 0 ? "" : walk.hash, faults);
    }

    private static String hash(SchoolId school, AuditStore.Row row) {
        var entry = row.entry();
        return Seal.hash(
                row.version(),
                school,
                entry.number(),
                row.previous(),
                entry.at(),
                row.actor(),
                entry.actorName(),
                entry.kind(),
                entry.subject(),
                row.factsDigest());
    }

    private Pending pending(SchoolId school) {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Pending.class::isInstance)
                .map(Pending.class::cast)
                .filter(pending -> pending.school.equals(school))
                .findFirst()
                .orElseGet(() -> {
                    var fresh = new Pending(school);
                    TransactionSynchronizationManager.registerSynchronization(fresh);
                    return fresh;
                });
    }

    private void seal(SchoolId school, List<Audited> events) {
        var head = store.lockHead(school);
        for (var event : events) {
            head = seal(school, head, event);
        }
        store.moveHead(school, head);
    }

    private AuditStore.Head seal(SchoolId school, AuditStore.Head head, Audited event) {
        var number = head.number() + 1;
        var at = clock.instant();
        var person = event.by().personId();
        var actor = person.map(PersonId::toString).orElse("");
        var digest = seal.digest(event.facts());
        var hash = Seal.hash(
                Seal.VERSION,
                school,
                number,
                head.hash(),
                at,
                actor,
                event.by().name(),
                event.kind(),
                event.subject(),
                digest);
        var entry = new AuditEntry(
                number,
                at,
                person.orElse(null),
                event.by().name(),
                event.kind(),
                event.subject(),
                Optional.of(event.facts()),
                hash);
        store.add(school, new AuditStore.Row(entry, Seal.VERSION, actor, digest, head.hash()), event.facts());
        return new AuditStore.Head(number, hash);
    }

    /** What one transaction did, waiting for its end. */
    private final class Pending implements TransactionSynchronization {
        private final SchoolId school;
        private final List<Audited> events = new ArrayList<>();

        Pending(SchoolId school) {
            this.school = school;
        }

        /** After everything else that runs before commit, so that the head is locked for as short as can be. */
        @Override
        public int getOrder() {
            return Ordered.LOWEST_PRECEDENCE - 100;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            seal(school, events);
        }
    }
}
