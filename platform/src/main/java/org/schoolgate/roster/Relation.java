package org.schoolgate.roster;

/** What an adult is to a child. */
public enum Relation {
    MOTHER,
    FATHER,
    PARENT,
    STEP_PARENT,
    GRANDPARENT,
    GUARDIAN,
    FOSTER_CARER,
    SOCIAL_WORKER,
    OTHER
}
