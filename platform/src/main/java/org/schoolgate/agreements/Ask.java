package org.schoolgate.agreements;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;

/**
 * One person being asked for one answer, and what has happened since.
 *
 * @param round null where it was outside a round: somebody who joined, a paper that came by itself
 * @param steps oldest first
 */
public record Ask(AskId id, @Nullable RoundId round, AcademicYear year, Needed needed, Instant at, List<Step> steps) {
    public Ask {
        steps = List.copyOf(steps);
    }

    /** The same ask with what has happened since. */
    Ask after(List<Step> since) {
        return new Ask(id, round, year, needed, at, since);
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
                case Step.Invited invited -> {}
                case Step.Unreachable unreachable -> {}
                case Step.Reminded reminded -> {}
            }
        }
        if (open != null) {
            return new SignerState.Question(open.at(), open.words());
        }
        return opened == null ? new SignerState.Asked(at) : new SignerState.Opened(opened);
    }

    /** When somebody was last written to about it; empty before the first letter. */
    Optional<Instant> lastWritten() {
        return last(step -> step instanceof Step.Invited || step instanceof Step.Reminded);
    }

    /** Whether the school could not write: a paper is the way then. */
    boolean isUnreachable() {
        return lastWritten().isEmpty()
                && last(Step.Unreachable.class::isInstance).isPresent();
    }

    /** The newest question. */
    Optional<Step.QuestionAsked> asked() {
        return newest(Step.QuestionAsked.class);
    }

    /** The newest answer to a question. */
    Optional<Step.QuestionAnswered> answered() {
        return newest(Step.QuestionAnswered.class);
    }

    private <T extends Step> Optional<T> newest(Class<T> kind) {
        return steps.stream().filter(kind::isInstance).map(kind::cast).reduce((earlier, later) -> later);
    }

    private Optional<Instant> last(Predicate<Step> kind) {
        return steps.stream().filter(kind).map(Step::at).reduce((earlier, later) -> later);
    }
}
