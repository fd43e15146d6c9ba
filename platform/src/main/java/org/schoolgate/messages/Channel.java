package org.schoolgate.messages;

import java.time.Duration;

/** A way to reach somebody at once. */
public enum Channel {
    /** A call that asks for a key. */
    CALL,
    /** A text message with a code to send back. */
    TEXT,
    /** An e-mail with a button. */
    EMAIL;

    /**
     * How long word of it is awaited before the next is tried. A call is over by then: it rings and lasts less. An e-mail is
     * heard by nobody at night, and holds nobody up.
     */
    Duration patience() {
        return switch (this) {
            case CALL -> Duration.ofMinutes(2);
            case TEXT -> Duration.ofMinutes(1);
            case EMAIL -> Duration.ZERO;
        };
    }

    boolean isByTelephone() {
        return this != EMAIL;
    }
}
