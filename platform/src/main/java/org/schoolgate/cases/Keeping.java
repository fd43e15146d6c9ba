package org.schoolgate.cases;

/** What became of a draft that somebody wanted to keep. */
public enum Keeping {
    KEPT,
    /** It is a report by now. */
    SENT_ALREADY,
    /** Nobody writes so many reports at once. */
    TOO_MANY
}
