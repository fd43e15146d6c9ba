package org.schoolgate.cases.procedure;

/** Who does a step. What an outside body answers is written down by one of these. */
public enum Doer implements Worded {
    /** Whoever told of the matter. */
    REPORTER("reporter"),
    ANYONE_ON_THE_CASE("anyone on the case"),
    /** Whom the school names for complaints (CFG-9). */
    COMPLAINTS("whoever receives complaints"),
    TEACHER("teacher"),
    OFFICE("office"),
    TECHNICIAN("technician"),
    ONLINE_SAFETY_COORDINATOR("online safety co-ordinator"),
    SAFEGUARDING_LEAD("safeguarding lead"),
    DEPUTY_SAFEGUARDING_LEAD("deputy safeguarding lead"),
    DATA_PROTECTION_OFFICER("data protection officer"),
    SENIOR_LEADER("senior leader"),
    HEAD("head"),
    /** Of the governors; takes the head's place in what is about the head. */
    CHAIR("chair");

    private final String word;

    Doer(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
