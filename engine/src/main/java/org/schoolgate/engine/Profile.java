package org.schoolgate.engine;

import java.util.Set;

/**
 * What one kind of reader may reach.
 *
 * @param blocked categories that are refused
 * @param asked categories that open after somebody agreed
 * @param onlyListed refuses what no rule allows
 * @param blockAddresses refuses a host written as an address
 */
public record Profile(String id, Set<String> blocked, Set<String> asked, boolean onlyListed, boolean blockAddresses) {
    public Profile {
        blocked = Set.copyOf(blocked);
        asked = Set.copyOf(asked);
    }
}
