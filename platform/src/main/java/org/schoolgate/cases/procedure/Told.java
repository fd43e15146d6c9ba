package org.schoolgate.cases.procedure;

/** Whom a step tells. */
public enum Told implements Worded {
    REPORTER("reporter"),
    PUPIL("pupil"),
    PARENTS("parents"),
    TEACHER("teacher"),
    OFFICE("office"),
    TECHNICIAN("technician"),
    ONLINE_SAFETY_COORDINATOR("online safety co-ordinator"),
    SAFEGUARDING_LEAD("safeguarding lead"),
    DATA_PROTECTION_OFFICER("data protection officer"),
    SENIOR_LEADERS("senior leaders"),
    HEAD("head"),
    CHAIR("chair"),
    /** The adult whom the case is about. */
    MEMBER_OF_STAFF("member of staff"),
    ACCOUNT_OWNER("account owner"),
    ASKER("asker"),
    SENDER("sender"),
    RECIPIENT("recipient"),
    COMPLAINANT("complainant"),
    /** Somebody outside the school who wrote or did it. */
    AUTHOR("author"),
    /** Those whose data it is. */
    PEOPLE_CONCERNED("people concerned");

    private final String word;

    Told(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
