package org.schoolgate.gateway.policy;

import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Canary;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Inner;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Profile;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.engine.Verdict;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.FileKind;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.SignInName;
import org.schoolgate.gateway.who.Who;

/** A policy copy made ready to decide from. Immutable, and swapped whole. */
public final class Policy {
    /** So many digits of a token's digest tell the platform which device showed it. */
    private static final int MARK = 8;

    private static final Set<FileKind> EVERY_KIND = Set.of(FileKind.values());
    private static final Profile NOBODY = new Profile("nobody", Set.of(), Set.of(), true, true);
    /** What closes a site for what it is not: of one that is mentioned it says nothing. */
    private static final Set<String> NOT_OF_THE_SITE = Set.of("only listed", "address", "malformed");

    private static final SafeModes STRICTEST = new SafeModes(true, SafeModes.YouTube.STRICT);

    private final PolicyCopy copy;
    private final Engine engine;
    private final Map<String, ReadyProfile> profiles = new HashMap<>();
    private final Map<String, Set<String>> audiences = new HashMap<>();
    private final Map<String, Rule> rules = new HashMap<>();
    private final Places places;
    private final TreeSet<Instant> turns = new TreeSet<>();
    private final List<String> faults = new ArrayList<>();
    private final Portal portal;
    private volatile @Nullable String canaries;

    private record ReadyProfile(
            Profile profile, Wording wording, SafeModes safeModes, Set<FileKind> closedFiles, Https https) {}

    /** The platform's own address, which is open to everybody: there a reader signs, asks and tells. */
    public record Portal(Host host, int port) {}

    /**
     * Makes a copy ready. A part that says nothing sensible is left out and named among the faults, so that one bad rule
     * does not keep a school on yesterday's policy.
     */
    public static Policy of(PolicyCopy copy, ListImage image, Set<String> illegalCategories) {
        return new Policy(copy, image, illegalCategories);
    }

    private Policy(PolicyCopy copy, ListImage image, Set<String> illegalCategories) {
        this.copy = copy;
        this.portal = portal(copy.portal());
        for (ReaderProfile profile : copy.profiles().values()) {
            profiles.put(
                    profile.id(),
                    new ReadyProfile(
                            new Profile(
                                    profile.id(),
                                    profile.blocked(),
                                    profile.asked(),
                                    profile.onlyListed(),
                                    profile.blockAddresses()),
                            profile.wording(),
                            profile.safeModes(),
                            profile.closedFiles(),
                            profile.https()));
        }
        for (Reader reader : copy.readers().values()) {
            Set<String> all = new HashSet<>(reader.audiences());
            all.add(reader.ref());
            audiences.put(reader.ref(), Set.copyOf(all));
            addTurns(reader);
        }
        this.places = new Places(
                Stream.concat(copy.places().stream(), copy.placesByPort().stream())
                        .toList(),
                faults::add);
        this.engine = new Engine(image, siteRules(), illegalCategories, names(copy.illegal()));
    }

    private void addTurns(Reader reader) {
        AccessState.Open open = switch (reader.access()) {
            case AccessState.Open now -> now;
            case AccessState.Shut shut -> shut.then();
        };
        if (open != null && open.until() != null) {
            turns.add(open.until());
        }
        for (Withheld withheld : reader.withheld()) {
            if (withheld.from() != null) {
                turns.add(withheld.from());
            }
            turns.add(withheld.until());
        }
    }

    private static Portal portal(String address) {
        URI uri = URI.create(address);
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return new Portal(Host.of(uri.getHost()), port);
    }

    private List<SiteRule> siteRules() {
        List<SiteRule> ready = new ArrayList<>();
        for (String host : copy.essential()) {
            add(
                    ready,
                    new Rule(
                            "essential", host, Rule.Effect.ALLOW, Rule.Source.ESSENTIAL, Set.of(), null, null, "", ""));
        }
        for (Rule rule : copy.rules()) {
            add(ready, rule);
        }
        return ready;
    }

    private void add(List<SiteRule> ready, Rule rule) {
        try {
            ready.add(new SiteRule(
                    rule.id(),
                    rule.host(),
                    SiteRule.Effect.valueOf(rule.effect().name()),
                    SiteRule.Source.valueOf(rule.source().name()),
                    rule.audiences(),
                    rule.from(),
                    rule.until(),
                    rule.reason()));
        } catch (IllegalArgumentException e) {
            faults.add("rule " + rule.id() + ": " + e.getMessage());
            return;
        }
        rules.put(rule.id(), rule);
        if (rule.from() != null) {
            turns.add(rule.from());
        }
        if (rule.until() != null) {
            turns.add(rule.until());
        }
    }

    private Set<String> names(Set<String> hosts) {
        Set<String> names = new HashSet<>();
        for (String host : hosts) {
            if (Host.of(host) instanceof Host.Malformed(var why)) {
                faults.add("illegal name: " + why);
            } else {
                names.add(host);
            }
        }
        return names;
    }

    public PolicyCopy copy() {
        return copy;
    }

    /**
     * What this policy answers to each profile for the canary of each category that any profile closes, and for the illegal
     * names, as its tag and a digest: who says the same holds lists that close the same categories.
     */
    public String canaries() {
        String known = canaries;
        if (known == null) {
            known = copy.tag() + " " + digest(answersForCanaries());
            canaries = known;
        }
        return known;
    }

    private String answersForCanaries() {
        Set<Host> hosts = new LinkedHashSet<>();
        copy.profiles().values().stream()
                .flatMap(profile -> Stream.concat(profile.blocked().stream(), profile.asked().stream()))
                .sorted()
                .forEach(category -> hosts.add(Host.of(Canary.of(category))));
        copy.illegal().stream().sorted().forEach(name -> hosts.add(Host.of(name)));
        StringBuilder answers = new StringBuilder();
        new TreeMap<>(profiles).forEach((id, ready) -> {
            for (Host host : hosts) {
                Verdict verdict = engine.decide(host, ready.profile(), Set.of(), copy.madeAt());
                answers.append(id).append(' ').append(host).append(' ').append(verdict.answer());
                answers.append('\n');
            }
        });
        return answers.toString();
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What of the copy could not be made ready. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    public boolean isPortal(Host host, int port) {
        return portal.port() == port && portal.host().equals(host);
    }

    /** Whether a host is the platform's, whichever port it is to be asked at. */
    public boolean isPortal(Host host) {
        return portal.host().equals(host);
    }

    /** The next instant at which a decision may turn out otherwise by itself; null when none will. */
    public @Nullable Instant nextTurn(Instant after) {
        return turns.higher(after);
    }

    /** The rule that a verdict names, if it is one of the school's. */
    public @Nullable Rule rule(String decided) {
        int colon = decided.indexOf(": ");
        return decided.startsWith("rule ") && colon > 0 ? rules.get(decided.substring("rule ".length(), colon)) : null;
    }

    /** Whether several people share the address, so that it is no identity. */
    public boolean isShared(Clue clue) {
        return places.of(clue.address(), clue.port()).shared();
    }

    /** Whom a clue speaks for: a token first, then the address, then the place. */
    public Who who(Clue clue, Bindings bindings, Instant now) {
        if (clue.token() != null) {
            Reader reader = reader(copy.tokens().get(clue.token()));
            return reader == null
                    ? new Who.Stranger("a token that is not in force")
                    : new Who.Known(reader, null, "token " + clue.token().substring(0, MARK));
        }
        Places.Whereabouts where = places.of(clue.address(), clue.port());
        String evidence = "nothing";
        if (where.shared()) {
            evidence = "shared address";
        } else {
            switch (bindings.at(clue.address(), copy.endedSessions(), now)) {
                case Bindings.Found.One(var ref, var session, var source) -> {
                    Reader reader = reader(ref);
                    if (reader != null) {
                        return new Who.Known(reader, session, source.words());
                    }
                    evidence = "signed in, but no longer known";
                }
                case Bindings.Found.Several(var refs) -> {
                    return new Who.Several(
                            refs.stream()
                                    .map(this::reader)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            where.places(),
                            "several people at this address" + where.words());
                }
                case Bindings.Found.Nobody _ -> evidence = "nobody signed in";
            }
        }
        return somewhere(where, evidence);
    }

    /** Who comes with a name that nobody at the school has: no person, whoever the address speaks for, so the place holds. */
    public Who unknownName(@Nullable InetAddress address) {
        String evidence = "a name that nobody has";
        return address == null ? new Who.Stranger(evidence) : somewhere(places.of(address, 0), evidence);
    }

    private static Who somewhere(Places.Whereabouts where, String evidence) {
        return where.places().isEmpty()
                ? new Who.Stranger(evidence)
                : new Who.Somewhere(where.places(), evidence + where.words());
    }

    /** The reader whose sign-in name that is, in whatever way it is written; null where nobody has it. */
    public @Nullable Reader named(String signInName) {
        return SignInName.canonical(signInName).isEmpty()
                ? null
                : reader(copy.names().get(SignInName.digest(copy.school(), signInName)));
    }

    private @Nullable Reader reader(@Nullable String ref) {
        return ref == null ? null : copy.readers().get(ref);
    }

    public boolean isStaff(String ref) {
        Reader reader = reader(ref);
        return reader != null && reader.staff();
    }

    /**
     * What becomes of a request. A profile that the copy does not hold lets nobody through. A reader whom it does not hold,
     * such as one who stands for a class in a question, is of the audiences that they name themselves. Where help is found
     * is open whoever asks: also to a child whose access is closed, and to one whom nobody knows.
     */
    public Decision decide(Who who, Host host, Instant now) {
        return decide(who, host, null, now);
    }

    /**
     * The same for an address of which more is seen than the name. Where another site stands in it, the stricter of what
     * becomes of both.
     *
     * @param path with its query; null where only the name is seen
     */
    public Decision decide(Who who, Host host, @Nullable String path, Instant now) {
        Decision decision = itself(who, host, path, now);
        for (Inner inner : Inner.in(host, path)) {
            decision = stricter(decision, inner, usual(who, inner.host(), inner.path(), now));
        }
        return decision;
    }

    /**
     * What closes the inner site closes the address: whatever it is where a page of it is shown there, and where it is only
     * mentioned, as after a log-in or by who counts visits, what speaks against that very site. Always-open sites are closed
     * by nothing: a help line shows no page of another, and where a child came from must not shut it.
     */
    private static Decision stricter(Decision outer, Inner inner, Decision decision) {
        if (outer instanceof Decision.Go(var always) && always.isEssential()) {
            return outer;
        }
        boolean closes = decision.strictness() > outer.strictness()
                && (inner.shown() || !NOT_OF_THE_SITE.contains(decision.rule()));
        if (!closes && !(decision.isIllegal() && !outer.isIllegal())) {
            return outer;
        }
        return decision instanceof Decision.Closed(var verdict, var wording, var _)
                ? new Decision.Closed(verdict, wording, inner.host() instanceof Host.Malformed ? null : inner.host())
                : decision;
    }

    private Decision itself(Who who, Host host, @Nullable String path, Instant now) {
        Decision decision = usual(who, host, path, now);
        return switch (decision) {
            case Decision.Go _, Decision.Closed _ -> decision;
            case Decision.Shut _, Decision.Withheld _, Decision.Unknown _ -> {
                Verdict help = verdict(host, null, NOBODY, Set.of(), now);
                yield help.isEssential() ? new Decision.Go(help) : decision;
            }
        };
    }

    private Decision usual(Who who, Host host, @Nullable String path, Instant now) {
        return switch (who) {
            case Who.Known known -> decide(known.reader(), host, path, now);
            case Who.Several several -> strictest(several, host, path, now);
            case Who.Somewhere somewhere ->
                strictest(somewhere.places().stream().map(place -> decide(place, host, path, now)));
            case Who.Stranger _ -> new Decision.Unknown();
        };
    }

    private Decision decide(Reader reader, Host host, @Nullable String path, Instant now) {
        ReadyProfile profile = profiles.get(reader.profile());
        if (profile == null) {
            return new Decision.Unknown();
        }
        return switch (reader.access().at(now)) {
            case AccessState.Shut(var code, var sentence, var until, var signHere, var _) ->
                new Decision.Shut(code, sentence, until, signHere, profile.wording());
            case AccessState.Open(var until)
            when until != null && !now.isBefore(until) ->
                new Decision.Shut("EXPIRED", "", until, false, profile.wording());
            case AccessState.Open _ -> {
                Verdict verdict = verdict(
                        host, path, profile.profile(), audiences.getOrDefault(reader.ref(), reader.audiences()), now);
                Withheld taken = reader.withheld().isEmpty() ? null : withheld(reader, host, verdict, now);
                yield taken == null
                        ? Decision.of(verdict, profile.wording())
                        : new Decision.Withheld(verdict, taken.sentence(), taken.until(), profile.wording());
            }
        };
    }

    private Decision decide(PlaceRule place, Host host, @Nullable String path, Instant now) {
        ReadyProfile profile = profiles.get(place.profile());
        return profile == null
                ? new Decision.Unknown()
                : Decision.of(verdict(host, path, profile.profile(), Set.of(), now), profile.wording());
    }

    private Verdict verdict(Host host, @Nullable String path, Profile profile, Set<String> of, Instant now) {
        Verdict verdict = engine.decide(host, path, profile, of, now);
        return PrivateRelay.isAt(host) ? PrivateRelay.verdict(host, verdict) : verdict;
    }

    /** Whatever is closed to one of them is closed; nobody is told what holds for another alone. */
    private Decision strictest(Who.Several several, Host host, @Nullable String path, Instant now) {
        Stream<Decision> readers = several.candidates().stream().map(reader -> decide(reader, host, path, now));
        return strictest(Stream.concat(readers, several.places().stream().map(place -> decide(place, host, path, now))))
                .ofSeveral();
    }

    private static Decision strictest(Stream<Decision> decisions) {
        return decisions.max(Comparator.comparingInt(Decision::strictness)).orElseGet(Decision.Unknown::new);
    }

    /** How search engines and YouTube show themselves to whoever this is; strictly where it is not sure. */
    public SafeModes safeModes(Who who) {
        ReadyProfile profile = switch (who) {
            case Who.Known known -> profiles.get(known.reader().profile());
            case Who.Somewhere(var places, var _)
            when places.size() == 1 -> profiles.get(places.getFirst().profile());
            case Who.Somewhere _, Who.Several _, Who.Stranger _ -> null;
        };
        return profile == null ? STRICTEST : profile.safeModes();
    }

    /**
     * Which kinds of files they may not fetch from a site that is open to them. Staff may fetch any from a site that a rule
     * or an un-block of the school opens: that is the approval (FIL-16). Where help is found nothing is closed.
     */
    public Set<FileKind> closedFiles(Who who, Verdict verdict) {
        if (verdict.isEssential()) {
            return Set.of();
        }
        return switch (who) {
            case Who.Known known ->
                known.reader().staff() && rule(verdict.rule()) != null
                        ? Set.of()
                        : closedFiles(known.reader().profile());
            case Who.Somewhere _, Who.Several _ -> {
                Set<FileKind> closed = new HashSet<>();
                profiles(who).forEach(profile -> closed.addAll(closedFiles(profile)));
                yield closed;
            }
            case Who.Stranger _ -> EVERY_KIND;
        };
    }

    private Set<FileKind> closedFiles(String profile) {
        ReadyProfile ready = profiles.get(profile);
        return ready == null ? EVERY_KIND : ready.closedFiles();
    }

    /** What is reached for them in place of a host that they may reach; null where it is the host itself. */
    public @Nullable String instead(Who who, Host host) {
        return Restricted.instead(safeModes(who), host);
    }

    /** How far a tunnel of this reader to this host is looked into, whether or not they may go there. */
    public Https.Mode https(Who who, Host host, Instant now) {
        return isPortal(host)
                ? Https.Mode.NAME_ONLY
                : Inspection.together(ready(who).map(profile -> {
                    Verdict verdict = engine.decide(host, profile.profile(), Set.of(), now);
                    return Inspection.of(profile.https(), host, verdict.categories(), verdict.isEssential());
                }));
    }

    /** Whether anybody's HTTPS is looked into at all. */
    public boolean looksInside() {
        return profiles.values().stream().anyMatch(profile -> profile.https().looksInside());
    }

    /** Whether no setting can have this host's HTTPS opened. */
    public boolean isPrivate(Who who, Host host, Instant now) {
        return isPortal(host)
                || ready(who).anyMatch(profile -> {
                    Verdict verdict = engine.decide(host, profile.profile(), Set.of(), now);
                    return Inspection.isPrivate(verdict.categories(), verdict.isEssential());
                });
    }

    /** Whether a tunnel of this reader has to say by name where it leads. */
    public boolean wantsNames(Who who) {
        return ready(who).anyMatch(profile -> profile.profile().blockAddresses()) || who instanceof Who.Stranger;
    }

    private Stream<ReadyProfile> ready(Who who) {
        return profiles(who).flatMap(name -> Stream.ofNullable(profiles.get(name)));
    }

    /** The profiles that may hold: of several people those of all, and of the places. */
    private static Stream<String> profiles(Who who) {
        return switch (who) {
            case Who.Known known -> Stream.of(known.reader().profile());
            case Who.Somewhere somewhere -> somewhere.places().stream().map(PlaceRule::profile);
            case Who.Several several ->
                Stream.concat(
                        several.candidates().stream().map(Reader::profile),
                        several.places().stream().map(PlaceRule::profile));
            case Who.Stranger _ -> Stream.empty();
        };
    }

    /**
     * What takes from this reader what the verdict would open to them. What is closed to others like them stays closed as it
     * is to those, and where help is found nothing is ever taken away.
     */
    private static @Nullable Withheld withheld(Reader reader, Host host, Verdict verdict, Instant now) {
        if ((verdict.answer() != Answer.ALLOW && verdict.answer() != Answer.ASK) || verdict.isEssential()) {
            return null;
        }
        for (Withheld withheld : reader.withheld()) {
            if (withheld.isInForce(now) && withheld.takes(host.toString(), verdict.categories())) {
                return withheld;
            }
        }
        return null;
    }
}
