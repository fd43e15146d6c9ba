package org.schoolgate.agreements;

import java.time.Instant;

/** How far one person is with one answer that is needed of them. */
public sealed interface SignerState {
    record NotAsked() implements SignerState {}

    record Asked(Instant at) implements SignerState {}

    /** Has read it, or begun to. */
    record Opened(Instant at) implements SignerState {}

    /** Asked something that nobody has answered yet (AGR-9). */
    record Question(Instant at, String words) implements SignerState {}

    /**
     * Said yes.
     *
     * @param until when it stops counting
     */
    record Signed(Signature signature, Instant until) implements SignerState {}

    record Refused(Instant at, String why) implements SignerState {}

    record Withdrawn(Instant at, String why) implements SignerState {}

    /** Said yes, and that yes has run out. */
    record Expired(Instant at, Cause cause) implements SignerState {}

    /** Why a yes ran out. */
    enum Cause {
        YEAR_OVER,
        NEW_VERSION
    }

    default boolean isYes() {
        return this instanceof Signed;
    }

    /** Whether this person said no: that is an answer, and stands against another's yes. */
    default boolean isNo() {
        return this instanceof Refused || this instanceof Withdrawn;
    }

    /** Whether there is still something to wait for. */
    default boolean isOpen() {
        return !isYes() && !isNo();
    }
}
