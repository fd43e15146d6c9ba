package org.schoolgate.cases;

import java.util.EnumSet;
import java.util.Set;

/** What a report is about, as far as its teller said. */
public enum Matter {
    NOT_SAID,
    SAW_SOMETHING_BAD,
    SOMEBODY_UNKIND,
    FEELS_WORRIED,
    MADE_A_MISTAKE,
    PRESSED_BY_MISTAKE,
    ABOUT_A_CHILD,
    ABOUT_ONLINE_SAFETY,
    ABOUT_SOMEBODY_WHO_WORKS_HERE,
    SOMEBODY_IN_DANGER;

    /** What a child is offered, once the telling is done. */
    public static final Set<Matter> OFFERED_TO_CHILDREN =
            EnumSet.of(SAW_SOMETHING_BAD, SOMEBODY_UNKIND, FEELS_WORRIED, MADE_A_MISTAKE);

    /** What an adult chooses from. */
    public static final Set<Matter> OFFERED_TO_ADULTS =
            EnumSet.of(SOMEBODY_IN_DANGER, ABOUT_A_CHILD, ABOUT_ONLINE_SAFETY, ABOUT_SOMEBODY_WHO_WORKS_HERE);

    /** Whether only the head may read it (INC-25). */
    public boolean isForTheHeadAlone() {
        return this == ABOUT_SOMEBODY_WHO_WORKS_HERE;
    }
}
