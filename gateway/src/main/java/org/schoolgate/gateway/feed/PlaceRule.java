package org.schoolgate.gateway.feed;

/**
 * What holds at a place for anybody who is not known: a room, a building, the guest network.
 *
 * @param addressRange in CIDR notation; the longest that holds an address wins
 * @param shared several people share its addresses, so that an address there is no identity
 */
public record PlaceRule(String addressRange, String profile, boolean shared) {}
