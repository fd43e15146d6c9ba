package org.schoolgate.roster;

/** What a class is for. */
public enum ClassKind {
    /** Where a pupil belongs: the register is taken here. */
    FORM,
    /** A group that meets for one subject. */
    LESSON
}
