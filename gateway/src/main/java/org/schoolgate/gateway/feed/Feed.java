package org.schoolgate.gateway.feed;

import tools.jackson.databind.json.JsonMapper;

/** The contract between platform and gateway: its paths below the platform's address, and its JSON. */
public final class Feed {
    /** GET a {@link PolicyCopy}; its tag is the ETag. */
    public static final String POLICY = "/api/v1/gateway/policy";

    /**
     * GET a stream of events: {@code policy} with the tag of now, again at each change with the new tag, a blank and the
     * {@link PolicyCopy} itself in gzip and base64, and {@code heartbeat} every fifteen seconds without one.
     */
    public static final String CHANGES = "/api/v1/gateway/changes";

    /** POST lines of {@link SeenEvent}; 204 once they are stored. */
    public static final String EVENTS = "/api/v1/gateway/events";

    /** POST a {@link Ticket} for a {@link Ticket.Redeemed}, or 404. */
    public static final String TICKETS = "/api/v1/gateway/tickets";

    /** POST a list of {@link Presence}: everybody whom the gateway knows somewhere now. 204 once it is stored. */
    public static final String WHO = "/api/v1/gateway/who";

    /** POST a {@link GatewayHealth}: how the gateway is, edge by edge. 204 once it is stored. */
    public static final String HEALTH = "/api/v1/gateway/health";

    /**
     * POST a request for a certificate (PKCS #10, DER) for the gateway's certificate and those above it, in PEM; 422 and a
     * sentence where there is none for it.
     */
    public static final String CERTIFICATE = "/api/v1/gateway/certificate";

    /** Header of a gateway's requests: the tag of the policy that it enforces. */
    public static final String HELD = "Schoolgate-Held";

    /** Header of a gateway's requests: how many events wait in its journal. */
    public static final String BACKLOG = "Schoolgate-Backlog";

    /** Header of a gateway's requests: when the oldest event that waits was seen; absent when none waits. */
    public static final String OLDEST = "Schoolgate-Oldest";

    /** Header of a gateway's requests: its policy's tag, and the digest of what it answers for every canary. */
    public static final String CANARIES = "Schoolgate-Canaries";

    /** Header of a gateway's requests: the ports where browsers find the proxy, with a comma between two. */
    public static final String PORTS = "Schoolgate-Ports";

    /** Unknown fields are passed over, so that a newer platform can speak to an older gateway. */
    public static final JsonMapper JSON = JsonMapper.builder().build();

    private Feed() {}
}
