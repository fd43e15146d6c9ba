package org.schoolgate.gateways;

import java.time.Instant;
import org.schoolgate.kernel.SchoolId;

/**
 * The gateway that a request comes from, by its token; a request attribute of that name below
 * {@code /api/v1/gateway/}, whose handlers run inside its school's scope.
 *
 * @param number its short name inside the school
 * @param tokenMadeAt which of its tokens it came with
 */
public record CallingGateway(SchoolId school, GatewayId id, int number, String name, Instant tokenMadeAt) {
    public static final String ATTRIBUTE = "org.schoolgate.gateways.CallingGateway";
}
