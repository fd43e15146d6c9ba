package org.schoolgate.roster.imports;

/** What is to be said about one line of a file; each has its sentence in {@code words/roster.properties}. */
public enum Reason {
    CELL_TOO_LONG(true),
    TOO_MANY_CELLS(true),
    NO_FAMILY_NAME(true),
    NO_GIVEN_NAME(true),
    NO_NAME(true),
    NAME_TOO_LONG(true),
    NAME_WITHOUT_LETTERS(true),
    UPN_MALFORMED(true),
    UPN_WRONG_LETTER(true),
    NO_SUCH_DATE(true),
    DATE_NOT_UNDERSTOOD(true),
    BORN_TOO_LATE(true),
    BORN_TOO_EARLY(true),
    ENDS_BEFORE_IT_BEGINS(true),
    YEAR_NOT_UNDERSTOOD(true),
    YES_OR_NO_NOT_UNDERSTOOD(true),
    TWICE(true),
    NO_KEY(true),
    UNKNOWN_PERSON(true),
    UNKNOWN_CLASS(true),
    ROLE_NOT_UNDERSTOOD(true),
    NO_ROLE(true),
    SEVERAL_FIT(true),
    STAFF_IS_A_PUPIL(true),

    EMAIL_LEFT_OUT(false),
    CONTACT_LEFT_OUT(false),
    ROLE_BY_HAND(false),
    ADULT_AMONG_PUPILS(false),
    UNKNOWN_RELATION(false),
    AGENT_IS_NO_GUARDIAN(false),
    SWITCHED_OFF(false),
    PASSWORD_DROPPED(false);

    private final boolean rejects;

    Reason(boolean rejects) {
        this.rejects = rejects;
    }

    /** Whether the line is left out because of it; otherwise it goes in and this is a remark. */
    public boolean rejects() {
        return rejects;
    }
}
