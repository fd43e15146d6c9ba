package org.schoolgate.home;

import java.time.Instant;

/** Whether the school's filter knows who sits at this computer, where it knows people by their sign-in here. */
public sealed interface Online {
    /** The filter knows people another way, or this browser came by a link. */
    record NotByComputer() implements Online {}

    /** It does not know yet; a visit to its own address tells it. */
    record NotYet() implements Online {}

    /**
     * It knows, and lets the reader on.
     *
     * @param until the end at the latest
     * @param idles whether doing nothing for ten minutes ends it earlier
     */
    record Here(Instant until, boolean idles) implements Online {}
}
