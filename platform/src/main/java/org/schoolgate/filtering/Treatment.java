package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.Locale;

/** What happens to sites of a category. From the most open to the least. */
public enum Treatment {
    OPEN,
    /** Closed until an adult has agreed. */
    ASK,
    CLOSED;

    /** As people read it. */
    public String label() {
        return say("filtering.treatment." + name().toLowerCase(Locale.ROOT));
    }

    public boolean isMoreOpenThan(Treatment other) {
        return compareTo(other) < 0;
    }
}
