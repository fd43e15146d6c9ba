package org.schoolgate.gateway.feed;

/** A way by which traffic, or word of it, comes to a gateway; and behind those, what they stand on. */
public enum Edge {
    /** Browsers that have the gateway for a proxy. */
    PROXY,
    /** Requests inside of HTTPS that is looked into. */
    INSPECTION,
    /** Connections that a router leads here. */
    TRANSPARENT,
    /** The file by which browsers find the proxy. */
    PAC,
    /** The school's own Squid, which asks. */
    ICAP,
    DNS_UDP,
    DNS_TCP,
    DNS_TLS,
    DNS_HTTPS,
    /** The school's own name servers, which are asked. */
    NAME_SERVERS,
    /** The school's own scanner, which looks files through. */
    SCANNER,
    /** The network says who is where. */
    RADIUS,
    /** A script says who logs on to which computer. */
    LOG_ONS,
    /** What was seen goes to the platform. */
    EVENTS,
    /** The policy comes from the platform. */
    POLICY,
    /** The certificate under which HTTPS is looked into. */
    CERTIFICATE,
    /** The category lists. */
    LISTS,
    MEMORY
}
