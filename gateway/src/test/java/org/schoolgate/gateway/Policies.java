package org.schoolgate.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SchoolCard;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.who.ProxyToken;
import org.schoolgate.gateway.who.SignInName;

/**
 * Policies of Greenfield Primary for tests. Everybody's proxy token is {@code <name>-token}: tom (KS1), priya and zoe (KS2,
 * Kingfishers), hale and okafor (staff), sam (not signed).
 */
public final class Policies {
    /** A school's computer room, whose addresses speak for whoever signs in there. */
    public static final String ROOM = "127.0.8.0/24";

    /** A terminal server: one address, many people. */
    public static final String SHARED = "127.0.9.0/24";

    private static final Set<FileKind> CLOSED_TO_CHILDREN =
            Set.of(FileKind.PROGRAM, FileKind.ARCHIVE, FileKind.DISK_IMAGE);

    private long epoch = 1;
    private long version = 1;
    private String portal;
    private final Map<String, Reader> readers = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<PlaceRule> byPort = new ArrayList<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> tokens = new HashSet<>();

    private SafeModes safeModes = SafeModes.OPEN;
    private SafeModes staffModes = SafeModes.OPEN;
    private boolean listed;

    /** A tunnel to maps.example carries whatever a test says. */
    private Https https = new Https(Https.Mode.NAME_ONLY, Map.of(), Set.of("maps.example"));

    public Policies(String portal) {
        this.portal = portal;
        reader("tom", "ks1", false, new AccessState.Open(null));
        reader("priya", "ks2", false, new AccessState.Open(null));
        reader("zoe", "ks2", false, new AccessState.Open(null));
        reader("hale", "staff", true, new AccessState.Open(null));
        reader("okafor", "staff", true, new AccessState.Open(null));
        reader(
                "sam",
                "ks2",
                false,
                new AccessState.Shut("NOT_SIGNED", "Your parent has not signed your form yet.", null, true));
        readers.keySet().forEach(tokens::add);
    }

    private void reader(String name, String profile, boolean staff, AccessState access) {
        readers.put(
                name,
                new Reader(name, profile, profile.equals("ks2") ? Set.of("kingfishers") : Set.of(), staff, access));
    }

    public Policies version(long next) {
        version = next;
        return this;
    }

    public Policies epoch(long next) {
        epoch = next;
        return this;
    }

    public Policies portal(String address) {
        portal = address;
        return this;
    }

    public Policies access(String name, AccessState access) {
        Reader before = readers.get(name);
        if (before == null) {
            throw new IllegalArgumentException("nobody is called " + name);
        }
        reader(name, before.profile(), before.staff(), access);
        return this;
    }

    /** A place that is told by a port, too. */
    public Policies place(@Nullable String range, int port, String profile) {
        byPort.add(new PlaceRule(range, port, profile, range != null));
        return this;
    }

    /** Puts somebody into another group. */
    public Policies profile(String name, String profile) {
        Reader before = readers.get(name);
        if (before == null) {
            throw new IllegalArgumentException("nobody is called " + name);
        }
        reader(name, profile, profile.equals("staff"), before.access());
        return this;
    }

    /** Takes something from somebody for a while. */
    public Policies withheld(String name, Withheld withheld) {
        readers.computeIfPresent(
                name,
                (_, one) -> new Reader(
                        one.ref(), one.profile(), one.audiences(), one.staff(), one.access(), List.of(withheld)));
        return this;
    }

    public Policies ended(String session) {
        ended.add(session);
        return this;
    }

    public Policies revoked(String name) {
        tokens.remove(name);
        return this;
    }

    public Policies rule(String id, String host, Rule.Effect effect, Rule.Source source, @Nullable Instant until) {
        rules.add(new Rule(
                id,
                host,
                effect,
                source,
                source == Rule.Source.UNBLOCK ? Set.of("kingfishers") : Set.of(),
                null,
                until,
                "Not for lessons",
                "Ms Okafor"));
        return this;
    }

    /** How search engines and YouTube show themselves to everybody. */
    public Policies safeModes(SafeModes set) {
        return safeModes(set, set);
    }

    public Policies safeModes(SafeModes ofPupils, SafeModes ofStaff) {
        safeModes = ofPupils;
        staffModes = ofStaff;
        return this;
    }

    /** A child who reaches nothing but what the school's rules open: ada. */
    public Policies withAda() {
        listed = true;
        reader("ada", "listed", false, new AccessState.Open(null));
        tokens.add("ada");
        return this;
    }

    /** How far everybody's HTTPS is looked into. */
    public Policies https(Https set) {
        https = set;
        return this;
    }

    public Policies withoutRules() {
        rules.clear();
        return this;
    }

    private ReaderProfile profile(
            String id,
            Wording wording,
            Set<String> blocked,
            Set<String> asked,
            boolean blockAddresses,
            Set<FileKind> closedFiles) {
        return new ReaderProfile(
                id,
                wording,
                blocked,
                asked,
                id.equals("listed"),
                blockAddresses,
                id.equals("staff") ? staffModes : safeModes,
                closedFiles,
                https);
    }

    public PolicyCopy copy() {
        return new PolicyCopy(
                "greenfield",
                new SchoolCard("Greenfield Primary", "Ms Okafor", Map.of(), "Mrs Lindqvist"),
                epoch,
                version,
                Instant.now(),
                portal,
                Stream.of(
                                profile(
                                        "ks1",
                                        Wording.KS1,
                                        Set.of("gambling", "games"),
                                        Set.of(),
                                        true,
                                        CLOSED_TO_CHILDREN),
                                listed
                                        ? profile("listed", Wording.KS1, Set.of(), Set.of(), true, CLOSED_TO_CHILDREN)
                                        : null,
                                profile(
                                        "ks2",
                                        Wording.KS2,
                                        Set.of("gambling"),
                                        Set.of("games"),
                                        true,
                                        CLOSED_TO_CHILDREN),
                                profile(
                                        "staff",
                                        Wording.ADULT,
                                        Set.of("gambling"),
                                        Set.of(),
                                        false,
                                        Set.of(FileKind.PROGRAM)),
                                profile(
                                        "guest",
                                        Wording.ADULT,
                                        Set.of("gambling", "games"),
                                        Set.of(),
                                        true,
                                        CLOSED_TO_CHILDREN))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toMap(ReaderProfile::id, profile -> profile)),
                readers,
                tokens.stream().collect(Collectors.toMap(name -> ProxyToken.digest(name + "-token"), name -> name)),
                readers.keySet().stream()
                        .collect(Collectors.toMap(name -> SignInName.digest("greenfield", name), name -> name)),
                List.of(new PlaceRule(ROOM, "guest", false), new PlaceRule(SHARED, "guest", true)),
                byPort,
                rules,
                ended,
                Set.of("canary.example"),
                Set.of("childline.example"),
                "none");
    }
}
