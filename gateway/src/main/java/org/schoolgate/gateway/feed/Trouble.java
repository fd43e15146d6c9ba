package org.schoolgate.gateway.feed;

/** What can be wrong with an edge. A kind and never words of whoever spoke: nothing from the wire reaches a page by it. */
public enum Trouble {
    /** There is no policy, so nothing goes through. */
    NO_POLICY,
    /** Hardly any site can be reached. */
    SITES_AWAY,
    /** Connections wait for a processor. */
    LATE,
    /** As many connections are open as may be. */
    CROWDED,
    /** HTTPS is judged by names, as there is no certificate to look into it with. */
    NO_CERTIFICATE,
    /** The platform signs no certificate. */
    NOT_CERTIFIED,
    /** The certificate ends in a few days, and nobody renews it by itself. */
    ENDS_SOON,
    /** The certificate by which devices know this name server cannot be read, or is over. */
    BAD_CERTIFICATE,
    /** A listed client speaks something that is no ICAP. */
    NOT_ICAP,
    /** Somebody who is not listed spoke, and was not heard. */
    NOT_LISTED,
    /** Somebody asks more than their share. */
    TOO_FAST,
    /** What came is no question. */
    UNREADABLE,
    /** No name server answers. */
    NAME_SERVERS_AWAY,
    /** One of several name servers does not answer. */
    NAME_SERVER_AWAY,
    /** The name servers answer, and hardly ever know. */
    NAMES_NOT_FOUND,
    /** The scanner does not look files through. */
    SCANNER_AWAY,
    /** A listed client has another secret. */
    WRONG_SECRET,
    /** A listed client does not say at which address somebody is. */
    NO_ADDRESS,
    /** Log-ons come, and none of them is signed with the secret. */
    NOT_SIGNED,
    PLATFORM_AWAY,
    /** The platform does not take this gateway's token. */
    TOKEN_REFUSED,
    /** The platform answers that it cannot. */
    PLATFORM_FAILS,
    /** The disk is full: what was allowed is not kept any more. */
    DISK_FULL,
    /** Events wait longer than they should. */
    BACKLOG,
    /** A part of the policy makes no sense and is left out. */
    POLICY_PART,
    /** The policy is in force, but not kept on the disk for the next start. */
    POLICY_NOT_KEPT,
    /** The lists cannot be read; those before stay in force. */
    BAD_LISTS,
    MEMORY_SHORT
}
