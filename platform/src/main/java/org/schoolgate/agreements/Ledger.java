package org.schoolgate.agreements;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Directory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Where answers are written down, whichever way they came. */
@Component
class Ledger {
    /** How long a receipt can be checked: a child's record is kept until they are 25. */
    private static final Duration RECEIPTS_LAST = Duration.ofDays(366L * 25);

    private final SignatureStore signatures;
    private final AskStore asks;
    private final Directory directory;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Ledger(
            SignatureStore signatures,
            AskStore asks,
            Directory directory,
            ApplicationEventPublisher events,
            Clock clock) {
        this.signatures = signatures;
        this.asks = asks;
        this.directory = directory;
        this.events = events;
        this.clock = clock;
    }

    /** Writes down one answer under the words that were shown. */
    Signature enter(
            Actor by,
            Paper paper,
            Wording shown,
            Signature.By whose,
            Answer answer,
            Evidence evidence,
            AcademicYear year) {
        var text = paper.text();
        var signature = Signature.of(
                SignatureId.random(),
                new Signature.Under(
                        text.id(),
                        text.audience(),
                        text.number(),
                        shown.language(),
                        shown.fingerprint(),
                        paper.needed().part()),
                whose,
                answer,
                new Signature.How(evidence.proof(), clock.instant(), evidence.address()),
                year);
        signatures.add(by.school(), signature);
        directory.put(
                Directory.Kind.RECEIPT,
                Receipts.key(signature.receipt()),
                by.school(),
                signature.how().at().plus(RECEIPTS_LAST));
        events.publishEvent(event(by, signature));
        return signature;
    }

    private static AgreementEvent.Answered event(Actor by, Signature signature) {
        return switch (signature.answer()) {
            case Answer.Agreed() -> new AgreementEvent.Signed(by, signature);
            case Answer.Refused refused -> new AgreementEvent.Refused(by, signature);
            case Answer.Withdrawn withdrawn -> new AgreementEvent.Withdrawn(by, signature);
        };
    }

    /** The year that an answer is for: that of the newest ask, where it is not over, else this one. */
    AcademicYear year(Optional<Ask> newest) {
        var now = AcademicYear.at(clock.instant());
        return newest.map(Ask::year).filter(year -> year.compareTo(now) > 0).orElse(now);
    }

    /** Notes something that happened on the way; whoever was not asked yet is, outside a round. */
    AskId happen(SchoolId school, Needed needed, Optional<Ask> newest, Step step) {
        var ask = newest.map(Ask::id).orElseGet(() -> ask(school, needed, null, step.at()));
        asks.happen(school, ask, step);
        return ask;
    }

    private AskId ask(SchoolId school, Needed needed, @Nullable RoundId round, Instant at) {
        var ask = new Ask(AskId.random(), round, AcademicYear.at(at), needed, at, java.util.List.of());
        if (!asks.add(school, ask)) {
            throw new IllegalStateException("asked already: " + needed);
        }
        return ask.id();
    }

    /** Whether {@code person} is somebody whom the record names as signer or subject. */
    static boolean concerns(Signature signature, PersonId person) {
        return signature.by().signer().equals(person)
                || signature.by().subject().equals(person);
    }
}
