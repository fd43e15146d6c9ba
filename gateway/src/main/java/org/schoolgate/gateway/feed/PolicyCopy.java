package org.schoolgate.gateway.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A school's policy as one gateway needs it: pseudonymous, and swapped whole.
 *
 * @param epoch a new one after each restore; within one the version only grows
 * @param portal the platform's address as a browser at the school reaches it, without a final slash
 * @param tokens SHA-256 of a proxy token, in lower-case hex, to the reader it stands for
 * @param endedSessions sessions whose address bindings are over
 * @param illegal names on the illegal list beyond the image's: the canaries
 * @param essential hosts that no rule of the school and no report closes
 */
public record PolicyCopy(
        String school,
        SchoolCard card,
        long epoch,
        long version,
        Instant madeAt,
        String portal,
        Map<String, ReaderProfile> profiles,
        Map<String, Reader> readers,
        Map<String, String> tokens,
        List<PlaceRule> places,
        List<Rule> rules,
        Set<String> endedSessions,
        Set<String> illegal,
        Set<String> essential,
        String digestOfLists) {
    public PolicyCopy {
        profiles = Map.copyOf(profiles);
        readers = Map.copyOf(readers);
        tokens = Map.copyOf(tokens);
        places = List.copyOf(places);
        rules = List.copyOf(rules);
        endedSessions = Set.copyOf(endedSessions);
        illegal = Set.copyOf(illegal);
        essential = Set.copyOf(essential);
    }

    /** Its entity tag and its name in the stream of changes: {@code epoch-version}. */
    public String tag() {
        return epoch + "-" + version;
    }
}
