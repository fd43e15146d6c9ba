package org.schoolgate.permissions;

import org.schoolgate.ui.Problems;

/** What became of an attempt to ask. */
public sealed interface Asking {
    record Asked(Permission permission) implements Asking {}

    /** Something in the form is not as it must be. */
    record NotLikeThat(Problems problems) implements Asking {}
}
