package org.schoolgate.gateway.dns;

import org.schoolgate.gateway.feed.Edge;

/** Whoever waits for an answer, behind whichever door. */
interface Asker {
    /** The door at which they wait. */
    Edge edge();

    /** The most bytes that they take at once. */
    int most(Question question);

    /**
     * Hands an answer over; the bytes are only lent.
     *
     * @param seconds for how long it may be kept
     */
    void answer(byte[] message, int length, int seconds);

    /** What they sent is nothing that anybody answers. */
    void nothing();
}
