package org.schoolgate.documents;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.documents.DocumentStore.Hand;
import org.schoolgate.documents.Evidence.Step;
import org.schoolgate.documents.EvidenceEvent.What;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is kept as evidence, and what was done with it. Whoever calls has asked whether the actor may: what belongs to a case
 * is for those who read that case.
 */
@Service
public class Documents {
    /** The most that a file may weigh. */
    public static final int MOST_BYTES = 20 * 1024 * 1024;

    private final DocumentStore store;
    private final VirusScanner scanner;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Documents(
            DocumentStore store,
            VirusScanner scanner,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.scanner = scanner;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Looks at something that is to be kept: what it is, whether the school's scanner finds something in it, and how it looks
     * from far away. That takes its time, so it is done before anything of the database is held; what is not taken is on the
     * record at once.
     */
    public Examined examine(Actor.Somebody by, NewEvidence one, byte @Nullable [] bytes, Set<FileType> accepted) {
        if (bytes == null) {
            return new Examined.Fit(null);
        }
        if (bytes.length > MOST_BYTES) {
            return new Examined.Unfit(new Keeping.TooHeavy());
        }
        var digest = digest(bytes);
        var type = FileType.of(bytes);
        if (bytes.length == 0 || type.isEmpty()) {
            return unfit(by, one, digest, "no type that is taken", new Keeping.NotTaken());
        }
        if (!accepted.contains(type.get())) {
            return new Examined.Unfit(notHere(by, one, digest, type.get()));
        }
        if (!one.confirmed()) {
            return new Examined.Unfit(new Keeping.NotConfirmed());
        }
        return switch (scanner.scan(by.school(), bytes)) {
            case VirusScanner.Answer.Clean() -> drawn(by, one, digest, new Contents(type.get(), bytes));
            case VirusScanner.Answer.Found(var what) -> unfit(by, one, digest, what, new Keeping.Suspicious());
            case VirusScanner.Answer.Silent() -> new Examined.Unfit(new Keeping.NotScanned());
        };
    }

    private Examined drawn(Actor.Somebody by, NewEvidence one, String digest, Contents file) {
        if (!file.type().isPicture()) {
            return new Examined.Fit(new Examined.File(digest, file, null));
        }
        var fault = Picture.fault(file.type(), file.bytes());
        if (fault.isPresent() && fault.get() == Picture.Fault.TOO_LARGE) {
            return unfit(by, one, digest, "too many pixels", new Keeping.TooLarge());
        }
        try {
            return fault.isPresent()
                    ? broken(by, one, digest)
                    : new Examined.Fit(new Examined.File(
                            digest, file, new Contents(FileType.PNG, Picture.cover(file.type(), file.bytes()))));
        } catch (IOException _) {
            return broken(by, one, digest);
        }
    }

    private Examined broken(Actor.Somebody by, NewEvidence one, String digest) {
        return unfit(by, one, digest, "a broken picture", new Keeping.NotTaken());
    }

    private Examined unfit(Actor.Somebody by, NewEvidence one, String digest, String why, Keeping outcome) {
        return new Examined.Unfit(refused(by, one, digest, why, outcome));
    }

    private Keeping notHere(Actor.Somebody by, NewEvidence one, String digest, FileType type) {
        return refused(by, one, digest, type.mediaType(), new Keeping.NotHere(type));
    }

    /** Keeps what was looked at, where it is still of an {@code accepted} type. */
    @Transactional
    public Keeping keep(Actor.Somebody by, NewEvidence one, Examined examined, Set<FileType> accepted) {
        return switch (examined) {
            case Examined.Unfit(var why) -> why;
            case Examined.Fit(var file) -> file == null ? kept(by, one, null) : keep(by, one, file, accepted);
        };
    }

    private Keeping keep(Actor.Somebody by, NewEvidence one, Examined.File file, Set<FileType> accepted) {
        var type = file.contents().type();
        var cover = file.cover();
        if (!accepted.contains(type)) {
            return notHere(by, one, file.digest(), type);
        }
        if (!store.add(
                by.school(), file.digest(), file.contents(), cover == null ? null : cover.bytes(), clock.instant())) {
            return refused(by, one, file.digest(), "destroyed before", new Keeping.DestroyedBefore());
        }
        return kept(by, one, file.digest());
    }

    private Keeping kept(Actor.Somebody by, NewEvidence one, @Nullable String digest) {
        return new Keeping.Kept(kept(by, Hand.of(by), one, digest));
    }

    /**
     * Keeps in words what the program itself noticed, or knew of what was told; nobody need look for anything in them.
     *
     * @param what the id of what it noticed, which stands where the person would who brings something
     */
    @Transactional
    public EvidenceId keep(Actor by, UUID what, NewEvidence one, String words) {
        var bytes = words.getBytes(StandardCharsets.UTF_8);
        var digest = digest(bytes);
        store.add(by.school(), digest, new Contents(FileType.TEXT, bytes), null, clock.instant());
        return kept(by, new Hand(by.school(), what, by.name()), one, digest);
    }

    private EvidenceId kept(Actor by, Hand hand, NewEvidence one, @Nullable String digest) {
        var id = EvidenceId.random();
        var now = clock.instant();
        store.add(hand, id, one, digest, now);
        store.add(hand, id, Step.RECEIVED, now, "");
        events.publishEvent(new EvidenceEvent(
                by,
                one.subject(),
                What.KEPT,
                Map.of("evidence", id.toString(), "kind", one.kind().name(), "digest", digest == null ? "" : digest)));
        return id;
    }

    /** What was brought and not taken is on the record at once, by its digest alone. */
    private Keeping refused(Actor.Somebody by, NewEvidence one, String digest, String why, Keeping outcome) {
        audit.now(new EvidenceEvent(by, one.subject(), What.REFUSED, Map.of("digest", digest, "why", why)));
        return outcome;
    }

    /** All that belongs to something, in the order in which it came. */
    @Transactional(readOnly = true)
    public List<Evidence> of(SchoolId school, String subject) {
        return store.of(school, subject);
    }

    /** The few dots behind which a picture is until somebody asks for it. */
    @Transactional(readOnly = true)
    public Optional<byte[]> cover(SchoolId school, Evidence one) {
        return one.file() == null
                ? Optional.empty()
                : store.cover(school, one.file().digest());
    }

    /** The bytes, for whoever reads them now; that they do is kept with it before they have them. */
    @Transactional
    public Optional<Contents> open(Actor.Somebody by, Evidence one) {
        var found = contents(by.school(), one);
        if (found.isPresent()) {
            store.add(Hand.of(by), one.id(), Step.VIEWED, clock.instant(), "");
            events.publishEvent(EvidenceEvent.of(by, one, What.OPENED));
        }
        return found;
    }

    /** Somebody asked to open what stays shut. */
    public void staysShut(Actor.Somebody by, Evidence one) {
        audit.now(EvidenceEvent.of(by, one, What.STAYED_SHUT));
    }

    /** A copy of it went to somebody, by hand or otherwise. */
    @Transactional
    public void handed(Actor.Somebody by, Evidence one, String to, Instant at) {
        store.add(Hand.of(by), one.id(), Step.HANDED, at, to);
        events.publishEvent(EvidenceEvent.of(by, one, What.HANDED));
    }

    /** A copy of it goes out of the house with all that it belongs to. */
    @Transactional
    public void exported(Actor.Somebody by, Evidence one, String to, Instant at) {
        store.add(Hand.of(by), one.id(), Step.EXPORTED, at, to);
        events.publishEvent(EvidenceEvent.of(by, one, What.EXPORTED));
    }

    /** Somebody asks for its destruction, with a reason; it stays until a second person agrees. */
    @Transactional
    public void askForDestruction(Actor.Somebody by, Evidence one, String reason) {
        store.add(Hand.of(by), one.id(), Step.DESTRUCTION_ASKED, clock.instant(), reason);
        events.publishEvent(EvidenceEvent.of(by, one, What.DESTRUCTION_ASKED));
    }

    /** A second person agrees: the bytes go, and the digest, the reason and through whose hands it went stay. */
    @Transactional
    public Destroying destroy(Actor.Somebody by, Evidence one) {
        var file = one.file();
        var asked = one.destructionAsked();
        if (file == null || asked.isEmpty()) {
            return Destroying.NOT_ASKED;
        }
        if (asked.get().by().equals(by.person())) {
            return Destroying.SAME_PERSON;
        }
        var now = clock.instant();
        if (!store.destroy(by, one.id(), file.digest(), now)) {
            return Destroying.NOT_ASKED;
        }
        store.add(Hand.of(by), one.id(), Step.DESTROYED, now, asked.get().words());
        events.publishEvent(EvidenceEvent.of(by, one, What.DESTROYED));
        return Destroying.DESTROYED;
    }

    /** The bytes as they were taken; whoever finds others in their place is told. */
    @Transactional(readOnly = true)
    public Optional<Contents> contents(SchoolId school, Evidence one) {
        var file = one.file();
        if (file == null) {
            return Optional.empty();
        }
        var found = store.bytes(school, file.digest());
        if (found.isPresent() && !digest(found.get().bytes()).equals(file.digest())) {
            throw new IllegalStateException("evidence %s is not what was kept".formatted(one.id()));
        }
        return found;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
