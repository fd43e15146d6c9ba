package org.schoolgate.gateways;

import java.util.UUID;

/**
 * A range of addresses at the school, and what holds there for whoever is not known.
 *
 * @param range in CIDR notation
 * @param profile the filter profile for whoever is not known there
 * @param shared several people share its addresses, so that an address there is no identity
 */
public record Place(UUID id, String name, String range, String profile, boolean shared) {}
