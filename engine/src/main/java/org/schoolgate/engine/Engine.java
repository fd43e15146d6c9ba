package org.schoolgate.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Decides. Immutable, and swapped whole. */
public final class Engine {
    private final ListImage image;
    private final Map<String, List<SiteRule>> rules;
    private final Set<String> illegalCategories;
    private final Set<String> illegalNames;

    public Engine(ListImage image, Collection<SiteRule> rules, Set<String> illegalCategories) {
        this(image, rules, illegalCategories, Set.of());
    }

    /** An engine to which some names are illegal besides the illegal categories. */
    public Engine(
            ListImage image,
            Collection<SiteRule> rules,
            Set<String> illegalCategories,
            Collection<String> illegalNames) {
        this.image = image;
        this.illegalCategories = Set.copyOf(illegalCategories);
        this.rules = new HashMap<>();
        for (SiteRule rule : rules) {
            this.rules.computeIfAbsent(rule.host(), _ -> new ArrayList<>()).add(rule);
        }
        this.illegalNames = new HashSet<>();
        for (String name : illegalNames) {
            this.illegalNames.add(Host.of(name).toString());
        }
    }

    /** The same image and illegal names under other rules. */
    public Engine withRules(Collection<SiteRule> others) {
        return new Engine(image, others, illegalCategories, illegalNames);
    }

    /** The verdict on a host for a reader of these audiences at this instant. */
    public Verdict decide(Host host, Profile profile, Set<String> audiences, Instant at) {
        return switch (host) {
            case Host.Malformed(var why) -> verdict(Answer.MALFORMED, Set.of(), "malformed", null, Rank.MALFORMED, why);
            case Host.Name(var name) -> decide(ancestors(name), false, profile, audiences, at);
            case Host.Address(var address) -> decide(List.of(address), true, profile, audiences, at);
        };
    }

    private Verdict decide(List<String> hosts, boolean address, Profile profile, Set<String> audiences, Instant at) {
        Set<String> categories = new TreeSet<>();
        hosts.forEach(host -> categories.addAll(image.categoriesOf(host)));
        if (hosts.stream().anyMatch(illegalNames::contains)
                || categories.stream().anyMatch(illegalCategories::contains)) {
            return verdict(Answer.BLOCK, categories, "illegal", null, Rank.ILLEGAL, "on the illegal list");
        }
        for (String host : hosts) {
            for (SiteRule rule : rules.getOrDefault(host, List.of())) {
                if (rule.source() == SiteRule.Source.ESSENTIAL && rule.holds(audiences, at)) {
                    String name = "essential " + rule.id() + ": " + host;
                    return verdict(Answer.ALLOW, categories, name, rule.until(), Rank.ESSENTIAL, name);
                }
            }
        }
        for (String host : hosts) {
            Optional<SiteRule> first = rules.getOrDefault(host, List.of()).stream()
                    .filter(rule -> rule.holds(audiences, at))
                    .min(Comparator.comparingInt(Engine::order));
            if (first.isPresent()) {
                SiteRule rule = first.get();
                String name = "rule " + rule.id() + ": " + host;
                Answer answer = switch (rule.effect()) {
                    case ALLOW -> Answer.ALLOW;
                    case BLOCK -> Answer.BLOCK;
                    case ASK -> Answer.ASK;
                };
                return verdict(answer, categories, name, rule.until(), Rank.RULE, name);
            }
        }
        for (String category : categories) {
            if (profile.blocked().contains(category)) {
                return verdict(Answer.BLOCK, categories, "category " + category, null, Rank.BLOCKED_CATEGORY, category);
            }
        }
        if (address && profile.blockAddresses()) {
            return verdict(Answer.BLOCK, categories, "address", null, Rank.ADDRESS, hosts.getFirst());
        }
        for (String category : categories) {
            if (profile.asked().contains(category)) {
                return verdict(Answer.ASK, categories, "category " + category, null, Rank.ASKED_CATEGORY, category);
            }
        }
        if (profile.onlyListed()) {
            return verdict(Answer.BLOCK, categories, "only listed", null, Rank.ONLY_LISTED, "no rule allows it");
        }
        return verdict(Answer.ALLOW, categories, "default", null, Rank.DEFAULT, "nothing speaks against it");
    }

    private static int order(SiteRule rule) {
        return switch (rule.source()) {
            case ESSENTIAL, REPORT -> 0;
            case PERSONAL -> 1;
            case UNBLOCK -> 2;
            case SCHOOL ->
                switch (rule.effect()) {
                    case BLOCK -> 3;
                    case ASK -> 4;
                    case ALLOW -> 5;
                };
        };
    }

    private static Verdict verdict(
            Answer answer, Set<String> categories, String rule, @Nullable Instant until, Rank rank, String finding) {
        return new Verdict(answer, Set.copyOf(categories), rule, until, List.of(new Step(rank, finding, true)));
    }

    private static List<String> ancestors(String name) {
        List<String> hosts = new ArrayList<>();
        hosts.add(name);
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            hosts.add(name.substring(dot + 1));
        }
        return hosts;
    }
}
