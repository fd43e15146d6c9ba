package org.schoolgate.gateways;

import java.time.Instant;
import org.schoolgate.gateway.feed.GatewayHealth;

/**
 * How a gateway said last that it is.
 *
 * @param at when it said so, by our clock
 * @param health with its times by our clock, too
 */
public record ToldHealth(Instant at, GatewayHealth health) {}
