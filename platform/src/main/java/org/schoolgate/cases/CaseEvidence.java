package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.documents.Destroying;
import org.schoolgate.documents.Documents;
import org.schoolgate.documents.Evidence;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.documents.Examined;
import org.schoolgate.documents.FileType;
import org.schoolgate.documents.Keeping;
import org.schoolgate.documents.NewEvidence;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Signal;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The evidence of a case: brought and looked at by those who read the case, and by nobody where it has to stay shut. */
@Service
public class CaseEvidence implements CaseStrand {
    private static final int LONGEST = 200;

    private final CaseDoor door;
    private final Documents documents;
    private final SignalStore signals;
    private final Clock clock;
    private final TransactionTemplate transaction;

    CaseEvidence(
            CaseDoor door,
            Documents documents,
            SignalStore signals,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.door = door;
        this.documents = documents;
        this.signals = signals;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Something that somebody brings, apart from its file.
     *
     * @param place where it lies; may be empty where there is a file
     * @param capturedAt when it was taken or found
     * @param confirmed whether they said that it is no indecent image of a child
     */
    public record Brought(Evidence.Kind kind, String title, String place, Instant capturedAt, boolean confirmed) {}

    /**
     * A piece of evidence in front of a reader.
     *
     * @param shut whether nobody opens it
     * @param asks whether this reader may ask for its destruction
     * @param agrees whether they may agree to it
     */
    public record Piece(CaseFile file, Evidence evidence, boolean shut, boolean asks, boolean agrees) {}

    /**
     * The cover of a case for whoever brings something.
     *
     * @param takesPictures whether its procedures let files be brought at all
     */
    public record Desk(CaseFile file, boolean takesPictures) {}

    /** All that belongs to a case which its reader has open. */
    @Transactional(readOnly = true)
    public List<Evidence> of(Case one) {
        return documents.of(one.file().school(), one.file().id().subject());
    }

    /** Where that can be read which the program noticed and from which a case follows that its reader has open. */
    @Transactional(readOnly = true)
    public Optional<String> signal(Case one) {
        return signals.path(one.file().school(), one.file().id());
    }

    /** Who opened it stands with it and on the record; all else that was done with it is part of the story. */
    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        return of(one).stream()
                .flatMap(piece -> IntStream.range(0, piece.custody().size())
                        .filter(place -> piece.custody().get(place).step() != Evidence.Step.VIEWED)
                        .mapToObj(place -> happening(one.file(), piece, place)))
                .toList();
    }

    private static Happening happening(CaseFile file, Evidence piece, int place) {
        var step = piece.custody().get(place);
        var words = say("cases.evidence.step." + step.step().name());
        var happening = Happening.of(
                "evidence-" + piece.id() + (place == 0 ? "" : "-" + place),
                step.at(),
                step.byName(),
                say("cases.evidence.numbered", String.valueOf(piece.number()), piece.title()),
                step.step() == Evidence.Step.DESTROYED ? "trash-2" : "file-text",
                "/cases/" + file.id() + "/evidence/" + piece.id(),
                new Happening.Line(words, step.words()));
        return step.step() == Evidence.Step.EXPORTED ? happening.staysInside() : happening;
    }

    /** Where evidence is brought. */
    @Transactional
    public Desk desk(Actor.Somebody actor, CaseId id) {
        var one = bringer(actor, door.find(actor, id)).one();
        return new Desk(one.file(), !one.has(Mark.REFUSE_IMAGES));
    }

    /**
     * Keeps what somebody brings, where it is nothing that this case refuses. While it is looked at, which takes its time,
     * others go on with the case; whether it may come in is asked again afterwards.
     */
    public Bringing bring(Actor.Somebody actor, CaseId id, Brought brought, byte @Nullable [] bytes) {
        var accepted = Objects.requireNonNull(transaction.execute(
                _ -> accepted(bringer(actor, door.find(actor, id)).one())));
        var problems = Problems.none()
                .when(brought.title().isBlank(), "title", say("cases.evidence.no-title"))
                .when(
                        brought.title().length() > LONGEST || brought.place().length() > LONGEST,
                        "title",
                        say("cases.evidence.long", LONGEST))
                .when(brought.capturedAt().isAfter(clock.instant()), "captured", say("cases.note.to-come"))
                .when(bytes == null && brought.place().isBlank(), "file", say("cases.evidence.nothing"));
        if (problems.any()) {
            return new Bringing.NotLikeThat(problems);
        }
        var named = named(id, brought);
        var examined = documents.examine(actor, named, bytes, accepted);
        return Objects.requireNonNull(transaction.execute(_ -> bring(actor, id, named, examined)));
    }

    private Bringing bring(Actor.Somebody actor, CaseId id, NewEvidence named, Examined examined) {
        var seen = bringer(actor, door.lock(actor, id));
        return switch (documents.keep(actor, named, examined, accepted(seen.one()))) {
            case Keeping.Kept(var kept) -> new Bringing.Kept(kept, seen.sight());
            case Keeping.TooHeavy() -> wrong("file", say("cases.evidence.heavy", Documents.MOST_BYTES >> 20));
            case Keeping.NotTaken() -> wrong("file", say("cases.evidence.not-taken"));
            case Keeping.NotHere _ -> wrong("file", say("cases.evidence.no-pictures"));
            case Keeping.TooLarge() -> wrong("file", say("cases.evidence.too-large"));
            case Keeping.NotConfirmed() -> wrong("confirmed", say("cases.evidence.not-confirmed"));
            case Keeping.Suspicious() -> wrong("file", say("cases.evidence.suspicious"));
            case Keeping.NotScanned() -> wrong("file", say("cases.evidence.not-scanned"));
            case Keeping.DestroyedBefore() -> wrong("file", say("cases.evidence.destroyed-before"));
        };
    }

    private static Bringing wrong(String field, String sentence) {
        return new Bringing.NotLikeThat(Problems.of(field, sentence));
    }

    private static NewEvidence named(CaseId id, Brought brought) {
        return new NewEvidence(
                id.subject(),
                brought.kind(),
                brought.title().strip(),
                brought.place().strip(),
                brought.capturedAt(),
                brought.confirmed());
    }

    /** A letter may carry pictures, and a paper may hold them: where none may come in, words alone are taken. */
    private static Set<FileType> accepted(Case one) {
        return one.has(Mark.REFUSE_IMAGES) ? EnumSet.of(FileType.TEXT) : EnumSet.allOf(FileType.class);
    }

    /** The page that somebody was on when they told of it becomes evidence with the case. */
    void keepSignal(Actor.Somebody actor, CaseFile file, Report report) {
        var page = report.page();
        if (page == null) {
            return;
        }
        var words = say("cases.evidence.signal.words", page, report.name(), Dates.exact(report.toldAt()));
        documents.keep(
                actor,
                actor.person().value(),
                new NewEvidence(
                        file.id().subject(),
                        Evidence.Kind.SIGNAL,
                        say("cases.evidence.signal"),
                        "",
                        report.toldAt(),
                        true),
                words);
    }

    /** What the program noticed becomes evidence with the case that follows. */
    void keepSignal(Actor by, CaseId id, UUID what, Signal.Proof proof) {
        documents.keep(
                by,
                what,
                new NewEvidence(id.subject(), Evidence.Kind.SIGNAL, proof.title(), "", proof.capturedAt(), false),
                proof.words());
    }

    /** A piece of evidence with everybody through whose hands it went; the reading goes on the record. */
    @Transactional
    public Piece look(Actor.Somebody actor, CaseId id, EvidenceId wanted) {
        var seen = door.findWhole(actor, id);
        door.read(actor, id);
        return piece(seen, find(actor, id, wanted));
    }

    /** The few dots behind which a picture is; nothing where it has to stay shut. */
    @Transactional
    public Optional<byte[]> cover(Actor.Somebody actor, CaseId id, EvidenceId wanted) {
        var one = door.findWhole(actor, id).one();
        return isShut(one) ? Optional.empty() : documents.cover(actor.school(), find(actor, id, wanted));
    }

    /** Opens it for a reader, which is kept with it before they see anything. */
    @Transactional
    public Revealing open(Actor.Somebody actor, CaseId id, EvidenceId wanted) {
        var one = door.lockWhole(actor, id).one();
        var evidence = find(actor, id, wanted);
        if (isShut(one)) {
            documents.staysShut(actor, evidence);
            return new Revealing.Shut();
        }
        return documents
                .open(actor, evidence)
                .<Revealing>map(Revealing.Open::new)
                .orElseGet(Revealing.Nothing::new);
    }

    /** Writes down to whom it was given. */
    @Transactional
    public Problems handed(Actor.Somebody actor, CaseId id, EvidenceId wanted, String to, Instant at) {
        door.lockWhole(actor, id);
        var evidence = find(actor, id, wanted);
        var problems = Problems.none()
                .when(to.isBlank() || to.length() > LONGEST, "to", say("cases.evidence.to-whom"))
                .when(at.isAfter(clock.instant()), "at", say("cases.note.to-come"));
        if (!problems.any()) {
            documents.handed(actor, evidence, to.strip(), at);
        }
        return problems;
    }

    /** Asks for it to be destroyed. */
    @Transactional
    public Problems askForDestruction(Actor.Somebody actor, CaseId id, EvidenceId wanted, String reason) {
        var seen = door.lockWhole(actor, id);
        var piece = piece(seen, find(actor, id, wanted));
        if (!piece.asks()) {
            throw new Forbidden(actor, "ASK_FOR_DESTRUCTION");
        }
        var problems = Problems.none()
                .when(reason.isBlank() || reason.length() > LONGEST, "reason", say("cases.evidence.why"))
                .when(!piece.evidence().hasBytes(), "reason", say("cases.evidence.gone"))
                .when(piece.evidence().destructionAsked().isPresent(), "reason", say("cases.evidence.asked-already"));
        if (!problems.any()) {
            documents.askForDestruction(actor, piece.evidence(), reason.strip());
        }
        return problems;
    }

    /** Agrees to its destruction. */
    @Transactional
    public Destroying destroy(Actor.Somebody actor, CaseId id, EvidenceId wanted) {
        var seen = door.lockWhole(actor, id);
        var piece = piece(seen, find(actor, id, wanted));
        if (!piece.agrees()) {
            throw new Forbidden(actor, "DESTROY_EVIDENCE");
        }
        return documents.destroy(actor, piece.evidence());
    }

    private static Piece piece(CaseDoor.Seen seen, Evidence evidence) {
        return new Piece(
                seen.one().file(),
                evidence,
                isShut(seen.one()),
                CasePolicy.asksForDestruction(seen.viewer(), seen.facts()),
                CasePolicy.agreesToDestruction(seen.viewer(), seen.facts()));
    }

    private CaseDoor.Seen bringer(Actor.Somebody actor, CaseDoor.Seen seen) {
        if (!CasePolicy.addsEvidence(seen.viewer(), seen.facts())) {
            throw door.refused(actor, seen.one().file().id());
        }
        return seen;
    }

    static boolean isShut(Case one) {
        return one.has(Mark.BLOCK_EVIDENCE);
    }

    private Evidence find(Actor.Somebody actor, CaseId id, EvidenceId wanted) {
        return documents.of(actor.school(), id.subject()).stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NotFound("evidence " + wanted));
    }
}
