package org.schoolgate.agreements;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.ReadingAge;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.PersonId;

/**
 * One version of a school's agreement for an audience, and how far it has come (AGR-1, R1).
 *
 * @param wordings by language; English is always among them
 */
public record AgreementText(
        TextId id, Audience audience, VersionNumber number, Change change, Map<String, Wording> wordings, State state) {

    /** How far a version has come. A move that is not here cannot be made. */
    public sealed interface State {
        record Draft(PersonId by, Instant since) implements State {}

        record Approved(PersonId by, Instant at) implements State {}

        record InForce(PersonId approvedBy, Instant since) implements State {}

        /**
         * A newer version took its place.
         *
         * @param signaturesCountUntil when those who signed it must have signed the newer one
         */
        record Replaced(PersonId approvedBy, Instant since, Instant at, Instant signaturesCountUntil)
                implements State {}
    }

    /** What became of a wish to approve a version. */
    public sealed interface Approval {
        record Approved(AgreementText text) implements Approval {}

        /** The pupils it is for could not be expected to read it. */
        record TooHard(ReadingAge.Findings findings) implements Approval {}

        /** It adds or takes away a rule, so that nobody can be said to have agreed to it already. */
        record NotMinor() implements Approval {}

        record NotADraft() implements Approval {}
    }

    public AgreementText {
        wordings = Map.copyOf(wordings);
        if (!wordings.containsKey(Wording.ENGLISH)) {
            throw new IllegalArgumentException("no English words for text " + id);
        }
        for (var wording : wordings.values()) {
            if (wording.audience() != audience) {
                throw new IllegalArgumentException(
                        "words for %s in a text for %s".formatted(wording.audience(), audience));
            }
        }
    }

    public Wording english() {
        return in(Wording.ENGLISH).orElseThrow();
    }

    /** The words in a language, if the school has approved it in that language. */
    public Optional<Wording> in(String language) {
        return Optional.ofNullable(wordings.get(language));
    }

    public List<String> languages() {
        return wordings.keySet().stream().sorted().toList();
    }

    public boolean isInForce() {
        return state instanceof State.InForce;
    }

    public boolean isDraft() {
        return state instanceof State.Draft;
    }

    /** How hard a pupil's part is to read, or nothing where adults sign. */
    public Optional<ReadingAge.Findings> readability() {
        return ReadingAge.ofPupilsPart(english());
    }

    /** Makes a draft final, or says why it cannot be: {@code before} is what it would replace. */
    Approval approve(PersonId by, Instant now, Optional<AgreementText> before) {
        if (!isDraft()) {
            return new Approval.NotADraft();
        }
        if (change == Change.MINOR
                && before.filter(text -> english().keepsTheRulesOf(text.english()))
                        .isEmpty()) {
            return new Approval.NotMinor();
        }
        var findings = readability();
        if (findings.isPresent() && !findings.get().isReadable()) {
            return new Approval.TooHard(findings.get());
        }
        return new Approval.Approved(standing(new State.Approved(by, now)));
    }

    AgreementText putInForce(Instant now) {
        if (!(state instanceof State.Approved(var by, var at))) {
            throw new IllegalStateException("text %s is not waiting to come into force: %s".formatted(id, state));
        }
        if (at.isAfter(now)) {
            throw new IllegalArgumentException("approved only at " + at);
        }
        return standing(new State.InForce(by, now));
    }

    AgreementText replace(Instant now, Instant signaturesCountUntil) {
        if (!(state instanceof State.InForce(var by, var since))) {
            throw new IllegalStateException("text %s is not in force: %s".formatted(id, state));
        }
        return standing(new State.Replaced(by, since, now, signaturesCountUntil));
    }

    private AgreementText standing(State next) {
        return new AgreementText(id, audience, number, change, wordings, next);
    }
}
