package org.schoolgate.gateways;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.PlaceRule;

/**
 * Where somebody may be at the school, and what holds there for whoever is not known. It is told by a range of addresses, by a
 * port of the proxy, or by both; a port alone closes more and opens nothing.
 *
 * @param range in CIDR notation
 * @param profile the filter profile for whoever is not known there
 * @param shared several people share its addresses, so that an address there is no identity
 */
public record Place(
        UUID id,
        String name,
        @Nullable String range,
        @Nullable Integer port,
        String profile,
        boolean shared) {
    PlaceRule rule() {
        return new PlaceRule(range, port, profile, shared);
    }

    /** What tells it, for the record. */
    String told() {
        return rule().words();
    }
}
