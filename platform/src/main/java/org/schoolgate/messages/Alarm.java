package org.schoolgate.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * Somebody may be in danger, and people are rung until one of them says that they have it; or a test of that.
 *
 * @param subject what it is about, ids only: {@code case:<id>}
 * @param nth how often it was begun about that, from 1
 * @param path the page where there is more
 * @param attempts in their order
 * @param end null while people are rung
 * @param remindedAt when whoever has it was reminded; null where they were not
 */
public record Alarm(
        AlarmId id,
        SchoolId school,
        String subject,
        int nth,
        String path,
        boolean test,
        Instant begunAt,
        String begunBy,
        List<Attempt> attempts,
        @Nullable End end,
        @Nullable Instant remindedAt) {
    public Alarm {
        attempts = List.copyOf(attempts);
    }

    /**
     * How it ended.
     *
     * @param person whoever has it; null where nobody has to
     */
    public record End(Instant at, How how, @Nullable PersonId person, String name) {}

    /** How an alarm ends. */
    public enum How {
        /** Somebody pressed 1. */
        KEYPAD,
        /** Somebody sent the code back. */
        REPLY,
        /** Somebody pressed the button on a page. */
        PAGE,
        /** What it was about is over. */
        CALLED_OFF,
        /** Each number was tried once. */
        TEST_OVER
    }

    /** What to do about it at a moment. */
    sealed interface Move {
        record Ring(Ladder.Try next, int round) implements Move {}

        record Wait() implements Move {}

        record TestOver() implements Move {}
    }

    public boolean isOpen() {
        return end == null;
    }

    int round() {
        return attempts.isEmpty() ? 1 : attempts.getLast().round();
    }

    /** Whom the telephone could not reach in this round, for a reason of its own. */
    Set<PersonId> failed() {
        return attempts.stream()
                .filter(attempt -> attempt.round() == round()
                        && attempt.channel().isByTelephone()
                        && attempt.has(Attempt.Heard.FAILED))
                .map(Attempt::person)
                .collect(Collectors.toSet());
    }

    /**
     * One after another: while word of an attempt is awaited nobody else is rung, then comes the next whom this round has
     * not tried, and when all were tried the next round begins, {@code again} after the beginning of this one. Once it has
     * ended nobody is.
     */
    Move next(Instant now, List<Ladder.Try> tries, Duration again) {
        if (!isOpen() || attempts.stream().anyMatch(attempt -> !attempt.isOver(now))) {
            return new Move.Wait();
        }
        var left = tries.stream().filter(one -> !isDone(one)).findFirst();
        if (left.isPresent()) {
            return new Move.Ring(left.get(), round());
        }
        if (test) {
            return new Move.TestOver();
        }
        if (tries.isEmpty() || now.isBefore(roundBegan(now).plus(again))) {
            return new Move.Wait();
        }
        return new Move.Ring(tries.getFirst(), round() + 1);
    }

    /** Tried in this round already, or somebody who said in it that the next should be rung. */
    private boolean isDone(Ladder.Try one) {
        return attempts.stream()
                .filter(attempt -> attempt.round() == round()
                        && attempt.person().equals(one.rung().person()))
                .anyMatch(attempt -> attempt.channel() == one.channel() || attempt.has(Attempt.Heard.PASSED_ON));
    }

    private Instant roundBegan(Instant now) {
        return attempts.stream()
                .filter(attempt -> attempt.round() == round())
                .map(Attempt::begunAt)
                .findFirst()
                .orElse(now);
    }
}
