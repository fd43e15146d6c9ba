package org.schoolgate.gateway.feed;

/** The voice in which a reader is told that a page is closed. */
public enum Wording {
    /** Pictures and one short sentence, for five to seven year olds. */
    KS1,
    /** Plain sentences, for seven to eleven year olds. */
    KS2,
    /** All the facts. */
    ADULT
}
