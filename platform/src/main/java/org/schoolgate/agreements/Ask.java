package org.schoolgate.agreements;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;

/**
 * One person being asked for one answer, and what has happened since.
 *
 * @param subject whom it is about: the child, or the signer
 * @param steps oldest first
 */
public record Ask(
        AskId id,
        RoundId round,
        Audience audience,
        Part part,
        PersonId signer,
        PersonId subject,
        Instant at,
        List<Step> steps) {
    public Ask {
        steps = List.copyOf(steps);
    }

    /** Where it stands before there is an answer. */
    SignerState state() {
        Instant opened = null;
        Step.QuestionAsked open = null;
        for (var step : steps) {
            switch (step) {
                case Step.Opened(var when) -> opened = when;
                case Step.QuestionAsked asked -> open = asked;
                case Step.QuestionAnswered answered -> open = null;
                case Step.Reminded reminded -> {}
            }
        }
        if (open != null) {
            return new SignerState.Question(open.at(), open.words());
        }
        return opened == null ? new SignerState.Asked(at) : new SignerState.Opened(opened);
    }

    /** When somebody was last written to about it. */
    Instant lastReminded() {
        return steps.stream()
                .filter(Step.Reminded.class::isInstance)
                .map(Step::at)
                .reduce(at, (earlier, later) -> later);
    }

    Optional<Step.QuestionAsked> openQuestion() {
        return state() instanceof SignerState.Question(var when, var words)
                ? Optional.of(new Step.QuestionAsked(when, words))
                : Optional.empty();
    }
}
