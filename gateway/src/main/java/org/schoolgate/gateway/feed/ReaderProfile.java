package org.schoolgate.gateway.feed;

import java.util.Set;

/**
 * What one kind of reader may reach, and the voice in which they are told.
 *
 * @param onlyListed nothing opens but what the school's rules allow
 * @param blockAddresses a bare IP address is refused
 */
public record ReaderProfile(
        String id,
        Wording wording,
        Set<String> blocked,
        Set<String> asked,
        boolean onlyListed,
        boolean blockAddresses) {
    public ReaderProfile {
        blocked = Set.copyOf(blocked);
        asked = Set.copyOf(asked);
    }
}
