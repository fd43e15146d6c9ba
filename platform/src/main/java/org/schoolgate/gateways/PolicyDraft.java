package org.schoolgate.gateways;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SchoolCard;
import org.schoolgate.kernel.SchoolId;

/** A school's policy while its parts are put together, as of one moment. */
public final class PolicyDraft {
    private final SchoolId school;
    private final Instant at;
    private final Map<String, ReaderProfile> profiles = new HashMap<>();
    private final Map<String, Reader> readers = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final List<PlaceRule> places = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> endedSessions = new HashSet<>();
    private final Set<String> illegal = new HashSet<>();
    private final Set<String> essential = new HashSet<>();
    private String name;
    private String decides = "";
    private String reads = "";
    private String digestOfLists = "";
    private @Nullable Instant turn;

    PolicyDraft(SchoolId school, String name, Instant at) {
        this.school = school;
        this.name = name;
        this.at = at;
    }

    public SchoolId school() {
        return school;
    }

    /** The moment for which the copy is made. */
    public Instant at() {
        return at;
    }

    public PolicyDraft profile(ReaderProfile profile) {
        profiles.put(profile.id(), profile);
        return this;
    }

    public PolicyDraft rule(Rule rule) {
        rules.add(rule);
        return this;
    }

    /** A host that no rule of the school and no report closes. */
    public PolicyDraft essential(String host) {
        essential.add(host);
        return this;
    }

    /** A name on the illegal list beyond those of the list image. */
    public PolicyDraft illegal(String host) {
        illegal.add(host);
        return this;
    }

    /** Who answers when somebody asks for a site, as a reader knows them. */
    public PolicyDraft decides(String who) {
        decides = who;
        return this;
    }

    /** Who reads what a child tells, as a reader knows them. */
    public PolicyDraft reads(String who) {
        reads = who;
        return this;
    }

    /** Which compiled lists the school's categories are meant for. */
    public PolicyDraft digestOfLists(String digest) {
        digestOfLists = digest;
        return this;
    }

    /**
     * Something in this copy will be otherwise at {@code moment} by the clock alone and gateways cannot know it: the
     * policy gets a new version then. What gateways end by themselves (an open state, a rule's end) needs none.
     */
    public PolicyDraft turnsAt(Instant moment) {
        if (moment.isAfter(at) && (turn == null || moment.isBefore(turn))) {
            turn = moment;
        }
        return this;
    }

    PolicyDraft reader(Reader reader) {
        readers.put(reader.ref(), reader);
        return this;
    }

    PolicyDraft token(String digest, String ref) {
        tokens.put(digest, ref);
        return this;
    }

    PolicyDraft place(PlaceRule place) {
        places.add(place);
        return this;
    }

    PolicyDraft endedSession(String session) {
        endedSessions.add(session);
        return this;
    }

    @Nullable
    Instant turn() {
        return turn;
    }

    PolicyCopy copy(FeedVersion version, String portal) {
        return new PolicyCopy(
                school.toString(),
                new SchoolCard(name, decides, reads),
                version.epoch(),
                version.number(),
                at,
                portal,
                profiles,
                readers,
                tokens,
                places,
                rules,
                endedSessions,
                illegal,
                essential,
                digestOfLists);
    }
}
