package org.schoolgate.agreements;

/** Something that the school knows and asks for, so that having the link is not enough. */
public enum KnownFact {
    /** The end of the telephone number that the school has for the signer: two who share a mailbox have two of these. */
    OWN_TELEPHONE,
    CHILDS_DATE_OF_BIRTH,
    CHILDS_CLASS
}
