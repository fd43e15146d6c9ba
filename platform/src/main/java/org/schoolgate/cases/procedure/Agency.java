package org.schoolgate.cases.procedure;

/** A body outside the school that is called or referred to; the school keeps a contact card for each. */
public enum Agency implements Worded {
    /** The provider of the school's network and filter. */
    PROVIDER("provider"),
    POLICE("police"),
    POLICE_YOUTH_OFFICER("police youth officer"),
    /** The local authority's designated officer, for allegations against adults who work with children. */
    LADO("lado"),
    /** The local team that takes referrals about a child at risk. */
    MASH("mash"),
    SAFEGUARDING_BOARD("safeguarding board"),
    /** The Channel practitioner, for children at risk of being drawn into terrorism. */
    CHANNEL("channel"),
    LA_HELPDESK("local authority helpdesk"),
    ICO("information commissioner"),
    /** The site or app on which something was posted. */
    HOSTING_SITE("hosting site");

    private final String word;

    Agency(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
