package org.schoolgate.roster;

/** What staff must know before they write to a guardian or take their word. */
public enum Caution {
    NONE,
    /** The guardians disagree; what one of them says is not both. */
    CONFLICT,
    /** A court has decided something about this adult and this child; read the note. */
    COURT_ORDER
}
