package org.schoolgate.gateway.feed;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A school's policy as one gateway needs it: pseudonymous, and swapped whole.
 *
 * @param epoch a new one after each restore; within one the version only grows
 * @param portal the platform's address as a browser at the school reaches it, without a final slash
 * @param tokens SHA-256 of a proxy token, in lower-case hex, to the reader it stands for
 * @param names digest of a sign-in name, as {@code SignInName} makes it, to the reader whose it is
 * @param placesByPort places that are told by a port of the proxy, too; a gateway that knows of no such thing takes none of them
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
        Map<String, String> names,
        List<PlaceRule> places,
        List<PlaceRule> placesByPort,
        List<Rule> rules,
        Set<String> endedSessions,
        Set<String> illegal,
        Set<String> essential,
        String digestOfLists) {
    /**
     * @param names null in a copy that was made before there was such a thing
     * @param placesByPort likewise
     */
    public PolicyCopy(
            String school,
            SchoolCard card,
            long epoch,
            long version,
            Instant madeAt,
            String portal,
            Map<String, ReaderProfile> profiles,
            Map<String, Reader> readers,
            Map<String, String> tokens,
            @Nullable Map<String, String> names,
            List<PlaceRule> places,
            @Nullable List<PlaceRule> placesByPort,
            List<Rule> rules,
            Set<String> endedSessions,
            Set<String> illegal,
            Set<String> essential,
            String digestOfLists) {
        this.school = school;
        this.card = card;
        this.epoch = epoch;
        this.version = version;
        this.madeAt = madeAt;
        this.portal = portal;
        this.profiles = Map.copyOf(profiles);
        this.readers = Map.copyOf(readers);
        this.tokens = Map.copyOf(tokens);
        this.names = names == null ? Map.of() : Map.copyOf(names);
        this.places = List.copyOf(places);
        this.placesByPort = placesByPort == null ? List.of() : List.copyOf(placesByPort);
        this.rules = List.copyOf(rules);
        this.endedSessions = Set.copyOf(endedSessions);
        this.illegal = Set.copyOf(illegal);
        this.essential = Set.copyOf(essential);
        this.digestOfLists = digestOfLists;
    }

    /** Its entity tag and its name in the stream of changes: {@code epoch-version}. */
    public String tag() {
        return epoch + "-" + version;
    }

    /** Where a reader is led whose agreement is missing. */
    public String agreementNeeded() {
        return portal + "/agreement-needed";
    }
}
