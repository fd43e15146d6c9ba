package org.schoolgate.roster.imports;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.roster.imports.ImportStore.Row;
import org.schoolgate.roster.imports.RosterImport.State;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Roster files: sent, looked at, and applied or put away. Nothing changes in the school before it was looked at. */
@Service
public class RosterImports {
    private static final int SAMPLES = 3;

    private final ImportStore store;
    private final Plans plans;
    private final ImportWork work;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RosterImports(ImportStore store, Plans plans, ImportWork work, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.plans = plans;
        this.work = work;
        this.events = events;
        this.clock = clock;
    }

    /** Bytes that a file may have. */
    public static int limit() {
        return Limits.UPLOAD;
    }

    /**
     * Reads a file and keeps what it says.
     *
     * @param effective the day on which it holds
     */
    @Transactional
    public Outcome send(Actor actor, String fileName, byte[] bytes, LocalDate effective) {
        RosterAccess.ACCESS.require(actor, Operation.IMPORT);
        var name = cleanName(fileName);
        return switch (RosterFiles.read(name, bytes, effective)) {
            case Reading.Unusable(var fault, var facts) -> new Outcome.Unusable(fault, facts);
            case Reading.OwnTable(var table) ->
                new Outcome.Taken(keep(actor, name, bytes, effective, Standing.UNMAPPED, table));
            case Reading.Bundle(var content) ->
                new Outcome.Taken(keep(
                        actor,
                        name,
                        bytes,
                        effective,
                        content.schools().size() > 1 ? Standing.UNPLACED : Standing.READY,
                        content));
        };
    }

    private ImportId keep(
            Actor actor, String name, byte[] bytes, LocalDate effective, Standing standing, Object staged) {
        var id = ImportId.random();
        var row = new Row(
                id,
                name,
                bytes.length,
                digest(bytes),
                clock.instant(),
                actor.name(),
                effective,
                standing,
                null,
                null,
                null,
                null,
                0,
                0,
                null,
                null);
        store.add(actor, row, staged);
        return id;
    }

    /** Where an import stands. */
    @Transactional(readOnly = true)
    public RosterImport show(Actor actor, ImportId id) {
        RosterAccess.ACCESS.require(actor, Operation.IMPORT);
        var row = store.find(actor.school(), id).orElseThrow(() -> new NotFound("import " + id));
        return new RosterImport(
                row.id(), row.fileName(), row.sentAt(), row.sentBy(), row.effective(), state(actor, row));
    }

    /** The files that were sent, the newest first. */
    @Transactional(readOnly = true)
    public List<SentFile> newest(Actor actor, int most) {
        RosterAccess.ACCESS.require(actor, Operation.IMPORT);
        return store.newest(actor.school(), most).stream()
                .map(row -> new SentFile(
                        row.id(), row.fileName(), row.sentAt(), row.sentBy(), row.standing(), row.result()))
                .toList();
    }

    /** Says what the columns of a school's own table mean, and remembers it for the next file with these headings. */
    @Transactional
    public Outcome map(Actor actor, ImportId id, ColumnMapping mapping) {
        RosterAccess.ACCESS.require(actor, Operation.IMPORT);
        var row = locked(actor, id);
        if (row.standing() != Standing.UNMAPPED) {
            return new Outcome.LookAgain();
        }
        var table = store.staged(actor.school(), id, Table.class);
        if (mapping.columns().size() != table.headings().size()) {
            throw new IllegalArgumentException("%d columns were named of %d"
                    .formatted(mapping.columns().size(), table.headings().size()));
        }
        var flaw = mapping.flaw();
        if (flaw.isPresent()) {
            return new Outcome.Flawed(flaw.get());
        }
        store.remember(actor.school(), ColumnMapping.fingerprint(table.headings()), mapping, clock.instant());
        store.stage(actor.school(), id, Standing.READY, OwnTableReader.read(table, mapping, row.effective()));
        return new Outcome.Taken(id);
    }

    /** Says which of a bundle's schools this is. */
    @Transactional
    public Outcome choose(Actor actor, ImportId id, String school) {
        RosterAccess.ACCESS.require(actor, Operation.IMPORT);
        if (locked(actor, id).standing() != Standing.UNPLACED) {
            return new Outcome.LookAgain();
        }
        var content = store.staged(actor.school(), id, FileContent.class);
        if (content.schools().stream().noneMatch(one -> one.key().equals(school))) {
            throw new NotFound("school %s in import %s".formatted(school, id));
        }
        store.stage(actor.school(), id, Standing.READY, content.only(school));
        return new Outcome.Taken(id);
    }

    /**
     * Applies what was looked at, in the background.
     *
     * @param fingerprint of the preview that was looked at
     * @param typed how many leave, as somebody typed it; null if nobody did
     */
    @Transactional
    public Outcome apply(Actor actor, ImportId id, String fingerprint, @Nullable Integer typed) {
        RosterAccess.ACCESS.require(actor, Operation.IMPORT);
        var row = locked(actor, id);
        if (row.standing() != Standing.READY) {
            return new Outcome.LookAgain();
        }
        var plan = plans.of(actor.school(), row);
        var guard = plan.preview().guard();
        if (guard.says() == Guard.Says.STOPS) {
            events.publishEvent(new ImportStopped(actor, id, guard));
            return new Outcome.Stopped(guard);
        }
        if (!plan.preview().fingerprint().equals(fingerprint)) {
            return new Outcome.LookAgain();
        }
        if (guard.says() == Guard.Says.TYPE_THE_NUMBER && !Objects.equals(typed, guard.leaving())) {
            return new Outcome.TypeTheNumber(guard);
        }
        store.tell(actor, id, fingerprint, plan.steps().size(), clock.instant());
        work.begin(actor.school(), id);
        return new Outcome.Taken(id);
    }

    /** Puts a file away; what was read of it is gone. */
    @Transactional
    public Outcome putAway(Actor actor, ImportId id) {
        RosterAccess.ACCESS.require(actor, Operation.IMPORT);
        locked(actor, id);
        return store.putAway(actor.school(), id, clock.instant()) ? new Outcome.Taken(id) : new Outcome.LookAgain();
    }

    private Row locked(Actor actor, ImportId id) {
        return store.lock(actor.school(), id).orElseThrow(() -> new NotFound("import " + id));
    }

    private State state(Actor actor, Row row) {
        return switch (row.standing()) {
            case UNMAPPED -> unmapped(actor, row);
            case UNPLACED ->
                new State.Unplaced(store.staged(actor.school(), row.id(), FileContent.class).schools().stream()
                        .map(school -> new RosterImport.BundledSchool(school.key(), school.name()))
                        .toList());
            case READY -> new State.Ready(plans.of(actor.school(), row).preview(), row.trouble());
            case WAITING, RUNNING -> new State.Running(row.done(), row.total(), known(row.toldAt()));
            case APPLIED ->
                new State.Applied(
                        Objects.requireNonNull(row.result()),
                        known(row.finishedAt()),
                        Objects.requireNonNull(row.toldBy()).name());
            case PUT_AWAY -> new State.PutAway(known(row.finishedAt()));
        };
    }

    private static Instant known(@Nullable Instant at) {
        return Objects.requireNonNull(at);
    }

    private State unmapped(Actor actor, Row row) {
        var table = store.staged(actor.school(), row.id(), Table.class);
        var remembered = store.remembered(actor.school(), ColumnMapping.fingerprint(table.headings()));
        var samples = IntStream.range(0, table.headings().size())
                .mapToObj(column -> sample(table, column))
                .toList();
        return new State.Unmapped(
                table.headings(),
                samples,
                remembered.orElseGet(() -> MappingGuess.of(table.headings())),
                remembered.isPresent());
    }

    private static List<String> sample(Table table, int column) {
        return table.rows().stream()
                .map(row -> row.cells().get(column))
                .filter(cell -> !cell.isEmpty())
                .distinct()
                .limit(SAMPLES)
                .toList();
    }

    private static String cleanName(String fileName) {
        var name = Characters.tidy(fileName.replaceFirst("^.*[/\\\\]", ""));
        return name.isEmpty() ? "file" : name.substring(0, Math.min(name.length(), Limits.NAME));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
