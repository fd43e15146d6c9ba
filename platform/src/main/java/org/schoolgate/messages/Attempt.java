package org.schoolgate.messages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.PersonId;

/**
 * One call, text message or e-mail of an alarm.
 *
 * @param number its place among the attempts of the alarm, from 1
 * @param round how often the ladder has been gone round, from 1
 * @param to the telephone number; empty for an e-mail
 * @param code what a text message asks to be sent back
 * @param words what came of it, oldest first
 */
public record Attempt(
        int number,
        int round,
        PersonId person,
        String name,
        Channel channel,
        String to,
        String code,
        Instant begunAt,
        List<Word> words) {
    public Attempt {
        words = List.copyOf(words);
    }

    /** Something that became known of it. */
    public record Word(Instant at, Heard heard, String detail) {}

    /** What can become known of it. */
    public enum Heard {
        /** The provider, or the outbox, has it. */
        PLACED(false),
        /** Somebody lifted. */
        ANSWERED(false),
        /** They have it. */
        ACKNOWLEDGED(true),
        /** Ring the next. */
        PASSED_ON(true),
        ENGAGED(true),
        NO_ANSWER(true),
        VOICEMAIL(true),
        /** Lifted, and put down without a key. */
        HUNG_UP(true),
        /** It could not be placed, or the network failed. */
        FAILED(true),
        /** Somebody had it already. */
        TOO_LATE(true);

        private final boolean last;

        Heard(boolean last) {
            this.last = last;
        }
    }

    /** What came of it so far; empty where nothing is known yet. */
    public Optional<Heard> last() {
        return words.isEmpty() ? Optional.empty() : Optional.of(words.getLast().heard());
    }

    boolean has(Heard heard) {
        return words.stream().anyMatch(word -> word.heard() == heard);
    }

    /** The last word of it has been said. */
    boolean isSettled() {
        return words.stream().anyMatch(word -> word.heard().last);
    }

    /** Whether the next may be tried: its last word was said, or none came while one could wait. */
    public boolean isOver(Instant now) {
        return isSettled() || !now.isBefore(begunAt.plus(channel.patience()));
    }

    /** Under which name the provider knows it. */
    Optional<String> reference() {
        return words.stream()
                .filter(word -> word.heard() == Heard.PLACED && !word.detail().isEmpty())
                .map(Word::detail)
                .findFirst();
    }
}
