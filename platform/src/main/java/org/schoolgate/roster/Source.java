package org.schoolgate.roster;

/** Who said so. What somebody set by hand, a file does not undo. */
public enum Source {
    HAND,
    FILE
}
