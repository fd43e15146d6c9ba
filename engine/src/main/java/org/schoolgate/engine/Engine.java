package org.schoolgate.engine;

import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides. Immutable, and swapped whole; any number of threads may ask at once. */
public final class Engine {
    private final ListImage image;
    private final List<SiteRule> rules;
    private final Set<String> illegalCategories;
    private final List<Host> illegalHosts;
    private final BitSet illegal;
    private final Overlay overlay;

    public Engine(ListImage image, Collection<SiteRule> rules, Set<String> illegalCategories) {
        this(image, rules, illegalCategories, Set.of());
    }

    /** An engine to which some hosts are illegal besides those in the illegal categories. */
    public Engine(
            ListImage image,
            Collection<SiteRule> rules,
            Set<String> illegalCategories,
            Collection<String> illegalHosts) {
        this(
                image,
                rules,
                illegalCategories,
                illegalHosts.stream().map(Engine::host).toList());
    }

    private Engine(
            ListImage image, Collection<SiteRule> rules, Set<String> illegalCategories, List<Host> illegalHosts) {
        this.image = image;
        this.rules = List.copyOf(rules);
        this.illegalCategories = Set.copyOf(illegalCategories);
        this.illegalHosts = illegalHosts;
        this.illegal = image.sets().numbers(illegalCategories);
        this.overlay = new Overlay(image.seed(), rules, illegalHosts);
    }

    private static Host host(String raw) {
        Host host = Host.of(raw);
        if (host instanceof Host.Malformed(var why)) {
            throw new IllegalArgumentException("an illegal host: " + why);
        }
        return host;
    }

    /** The same image and illegal hosts under other rules. */
    public Engine withRules(Collection<SiteRule> others) {
        return new Engine(image, others, illegalCategories, illegalHosts);
    }

    /** The verdict on a host for a reader of these audiences at this instant. */
    public Verdict decide(Host host, Profile profile, Set<String> audiences, Instant at) {
        return decide(host, null, profile, audiences, at);
    }

    /**
     * The verdict on a page.
     *
     * @param path with or without a query, as it is asked for; null where only the name is seen, and rules for a part of a
     *     site say nothing
     */
    public Verdict decide(Host host, @Nullable String path, Profile profile, Set<String> audiences, Instant at) {
        if (host instanceof Host.Malformed(var why)) {
            return Deliberation.malformed(why);
        }
        Lookup lookup = image.borrow();
        lookup.host.set(host);
        Findings findings = Findings.of(lookup, image, overlay);
        image.giveBack(lookup);
        if (path == null || !findings.dependsOnThePage()) {
            return deliberate(findings, null, profile, audiences, at);
        }
        return SitePath.readings(path).stream()
                .map(page -> deliberate(findings, page, profile, audiences, at))
                .reduce((one, other) -> other.answer().closesMoreThan(one.answer()) ? other : one)
                .orElseThrow();
    }

    /** The first instant after this one at which a rule begins or ends by itself. */
    public @Nullable Instant nextChange(Instant after) {
        return rules.stream()
                .flatMap(rule -> Stream.of(rule.from(), rule.until()))
                .filter(instant -> instant != null && instant.isAfter(after))
                .min(Instant::compareTo)
                .orElse(null);
    }

    Verdict deliberate(Findings findings, Profile profile, Set<String> audiences, Instant at) {
        return deliberate(findings, null, profile, audiences, at);
    }

    private Verdict deliberate(
            Findings findings, SitePath.@Nullable Reading page, Profile profile, Set<String> audiences, Instant at) {
        return new Deliberation(findings, page, image.sets(), profile, audiences, at).verdict(illegal);
    }

    ListImage image() {
        return image;
    }

    Overlay overlay() {
        return overlay;
    }
}
