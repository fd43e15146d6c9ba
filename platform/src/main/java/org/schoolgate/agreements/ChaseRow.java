package org.schoolgate.agreements;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Person;

/**
 * One person about whom answers are wanted, and how far each of them is (AGR-21).
 *
 * @param group what they are counted under: a class, or their kind of adult
 * @param obstacles what no answer can mend: nobody may sign, a court order, a disagreement
 */
public record ChaseRow(Person subject, Group group, List<Wanted> answers, List<Gap> obstacles) {
    /**
     * What people are counted under.
     *
     * @param form the class of a pupil; null for adults and for pupils without one
     */
    public record Group(Audience audience, @Nullable ClassId form, String name) {}

    /**
     * One answer that is wanted.
     *
     * @param signer whose it is
     * @param lastWritten when they were last written to; empty where they were not
     * @param unreachable whether the school has no address of theirs
     */
    public record Wanted(
            Needed needed, Person signer, SignerState state, Optional<Instant> lastWritten, boolean unreachable) {}

    public ChaseRow {
        answers = List.copyOf(answers);
        obstacles = List.copyOf(obstacles);
    }

    /** Whether nothing more is wanted. */
    public boolean isDone() {
        return obstacles.isEmpty()
                && answers.stream().allMatch(answer -> answer.state().isYes());
    }

    /** Whether somebody said no. */
    public boolean isNo() {
        return answers.stream().anyMatch(answer -> answer.state().isNo());
    }

    Tally tally() {
        if (isDone()) {
            return new Tally(1, 0, 0, 0);
        }
        if (isNo()) {
            return new Tally(0, 0, 1, 0);
        }
        boolean stuck = obstacles.stream()
                .anyMatch(gap -> gap instanceof Gap.NobodyMaySign
                        || gap instanceof Gap.CourtOrder
                        || gap instanceof Gap.PhaseUnknown);
        return stuck ? new Tally(0, 0, 0, 1) : new Tally(0, 1, 0, 0);
    }
}
