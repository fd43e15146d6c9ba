package org.schoolgate.gateways;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SchoolCard;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.who.SignInName;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/** A school's policy while its parts are put together, as of one moment. */
public final class PolicyDraft {
    /** How an audience of one person begins, before their id. */
    private static final String PERSON = "person:";

    /** Stands for no reader, and so leaves with those who are none. */
    private static final String NOBODY = "";

    private final SchoolId school;
    private final FeedVersionStore.Row row;
    private final Instant at;
    private final Map<String, ReaderProfile> profiles = new HashMap<>();
    private final List<Someone> people = new ArrayList<>();
    private final Map<PersonId, String> ownProfiles = new HashMap<>();
    private final Map<PersonId, List<Withheld>> withheld = new HashMap<>();
    private final Map<PersonId, String> known = new HashMap<>();
    private final Function<PersonId, String> refs;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<PlaceRule> places = new ArrayList<>();
    private final List<PlaceRule> placesByPort = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final Set<String> endedSessions = new HashSet<>();
    private final Set<String> illegal = new HashSet<>();
    private final Set<String> essential = new HashSet<>();
    private final String name;
    private String decides = "";
    private final Map<Wording, String> decidesFor = new EnumMap<>(Wording.class);
    private String reads = "";
    private String digestOfLists = "";
    private @Nullable Instant turn;

    /** @param refs the pseudonym of a person of the school */
    PolicyDraft(SchoolId school, FeedVersionStore.Row row, String name, Instant at, Function<PersonId, String> refs) {
        this.school = school;
        this.row = row;
        this.name = name;
        this.at = at;
        this.refs = refs;
    }

    /** A reader whose profile another part may still choose. */
    private record Someone(PersonId person, String profile, Set<String> audiences, boolean staff, AccessState access) {}

    public SchoolId school() {
        return school;
    }

    FeedVersion version() {
        return row.version();
    }

    /** Whose access may be another than in that version. */
    Affected since(FeedVersion before) {
        return row.since(before);
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

    /** Who answers readers of this voice, where that is somebody else. */
    public PolicyDraft decides(Wording wording, String who) {
        decidesFor.put(wording, who);
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

    /** One person has a profile of their own, instead of the one of their kind. */
    public PolicyDraft profileOf(PersonId person, String profile) {
        ownProfiles.put(person, profile);
        return this;
    }

    /** Something is taken from one person for a while. */
    public PolicyDraft withhold(PersonId person, Withheld what) {
        withheld.computeIfAbsent(person, _ -> new ArrayList<>()).add(what);
        return this;
    }

    /** Pseudonyms that need not be asked for one by one. */
    PolicyDraft know(Map<PersonId, String> pseudonyms) {
        known.putAll(pseudonyms);
        return this;
    }

    PolicyDraft reader(PersonId person, String profile, Set<String> audiences, boolean staff, AccessState access) {
        people.add(new Someone(person, profile, audiences, staff, access));
        return this;
    }

    PolicyDraft token(String digest, PersonId person) {
        tokens.put(digest, ref(person));
        return this;
    }

    /**
     * By what a person signs in to a computer or the Wi-Fi, where the school names them likewise. A name that two people
     * have, once what surrounds it is left out, names neither.
     */
    PolicyDraft signInName(String name, PersonId person) {
        var digest = SignInName.digest(school.toString(), name);
        if (names.put(digest, ref(person)) != null) {
            names.put(digest, NOBODY);
        }
        return this;
    }

    PolicyDraft place(PlaceRule place) {
        (place.port() == null ? places : placesByPort).add(place);
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
        var readers = people.stream().map(this::reader).collect(Collectors.toMap(Reader::ref, Function.identity()));
        tokens.values().retainAll(readers.keySet());
        names.values().retainAll(readers.keySet());
        return new PolicyCopy(
                school.toString(),
                new SchoolCard(name, decides, decidesFor, reads),
                version.epoch(),
                version.number(),
                at,
                portal,
                profiles,
                readers,
                tokens,
                names,
                places,
                placesByPort,
                rules.stream().map(this::pseudonymous).toList(),
                endedSessions,
                illegal,
                essential,
                digestOfLists);
    }

    private String ref(PersonId person) {
        return known.computeIfAbsent(person, refs);
    }

    private Reader reader(Someone one) {
        return new Reader(
                ref(one.person()),
                ownProfiles.getOrDefault(one.person(), one.profile()),
                one.audiences(),
                one.staff(),
                one.access(),
                withheld.getOrDefault(one.person(), List.of()));
    }

    /** A rule for one person is addressed to their pseudonym: a copy that is stolen says nothing of anybody. */
    private Rule pseudonymous(Rule rule) {
        return rule.audiences().stream().noneMatch(audience -> audience.startsWith(PERSON))
                ? rule
                : new Rule(
                        rule.id(),
                        rule.host(),
                        rule.effect(),
                        rule.source(),
                        rule.audiences().stream().map(this::pseudonymous).collect(Collectors.toSet()),
                        rule.from(),
                        rule.until(),
                        rule.reason(),
                        rule.decidedBy());
    }

    private String pseudonymous(String audience) {
        return audience.startsWith(PERSON) ? ref(PersonId.of(audience.substring(PERSON.length()))) : audience;
    }
}
