package org.schoolgate.roster;

/** As what somebody is in a class. */
public enum ClassPart {
    PUPIL,
    TEACHER,
    HELPER
}
