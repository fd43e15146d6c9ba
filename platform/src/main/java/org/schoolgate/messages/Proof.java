package org.schoolgate.messages;

/** How well a link proved who came by it. Stored with what they did. */
public enum Proof {
    /** Whoever it was reads the person's mailbox. */
    MAILBOX,
    /** And knew something about the person that the school knows. */
    MAILBOX_AND_FACT
}
