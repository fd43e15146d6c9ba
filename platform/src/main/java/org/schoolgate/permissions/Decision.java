package org.schoolgate.permissions;

import org.schoolgate.ui.Problems;

/** What became of an attempt to decide. */
public sealed interface Decision {
    record Granted(Permission permission) implements Decision {}

    record Refused(Permission permission) implements Decision {}

    /** Nobody decides what they asked for themselves (APR-2). */
    record OwnRequest(Permission permission) implements Decision {}

    /** Somebody was faster, or the asker took it back. */
    record AlreadyDecided(Permission permission) implements Decision {}

    /** The time for which it was asked is over. */
    record TooLate(Permission permission) implements Decision {}

    /** Something in the form is not as it must be. */
    record NotLikeThat(Permission permission, Problems problems) implements Decision {}
}
