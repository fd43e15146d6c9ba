package org.schoolgate.gateway.feed;

import org.jspecify.annotations.Nullable;

/**
 * What holds at a place for anybody who is not known: a room, a building, the guest network.
 *
 * @param addressRange in CIDR notation; the longest that holds an address wins. Null at a place that is told by its port alone
 * @param port of the proxy, by which whoever is there comes; null at a place that is told by its addresses alone
 * @param shared several people share its addresses, so that an address there is no identity
 */
public record PlaceRule(
        @Nullable String addressRange, @Nullable Integer port, String profile, boolean shared) {

    /** One that is told by its addresses. */
    public PlaceRule(String addressRange, String profile, boolean shared) {
        this(addressRange, null, profile, shared);
    }

    /** How it is told in the record of what was seen. */
    public String words() {
        if (port == null) {
            return String.valueOf(addressRange);
        }
        return addressRange == null ? "port " + port : addressRange + " by port " + port;
    }
}
