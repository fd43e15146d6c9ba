package org.schoolgate.roster;

/** Whether somebody holds parental responsibility for a child, as far as the school's records say. */
public enum Responsibility {
    HELD,
    NOT_HELD,
    /** The records do not say. A school may take whoever has the care of a child as a parent (Education Act 1996, s.576). */
    NOT_SAID;

    /** Whether the school may take this person's word for the child. */
    public boolean mayAgree() {
        return this != NOT_HELD;
    }
}
