package org.schoolgate.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.SiteRule.Effect;
import org.schoolgate.engine.SiteRule.Source;

/** The published precedence as the obvious program: plain sets, and every rule looked at every time. */
record SlowEngine(
        Map<String, Set<String>> lists,
        Collection<SiteRule> rules,
        Set<String> illegalCategories,
        Set<String> illegalHosts) {
    /** The part of a verdict that two engines must agree on. */
    record Result(
            Answer answer,
            Set<String> categories,
            String rule,
            @Nullable Instant until) {
        static Result of(Verdict verdict) {
            return new Result(verdict.answer(), verdict.categories(), verdict.rule(), verdict.until());
        }
    }

    Result decide(Host host, Profile profile, Set<String> audiences, Instant at) {
        if (host instanceof Host.Malformed) {
            return new Result(Answer.MALFORMED, Set.of(), "malformed", null);
        }
        List<String> hosts = host instanceof Host.Name(var name) ? withParents(name) : List.of(host.toString());
        Set<String> categories = new TreeSet<>();
        for (String each : hosts) {
            lists.forEach((category, names) -> {
                if (names.contains(each)) {
                    categories.add(category);
                }
            });
        }
        if (hosts.stream().anyMatch(illegalHosts::contains)
                || categories.stream().anyMatch(illegalCategories::contains)) {
            return new Result(Answer.BLOCK, categories, "illegal", null);
        }
        SiteRule rule = first(hosts, audiences, at, each -> each.source() == Source.ESSENTIAL);
        if (rule != null) {
            return new Result(Answer.ALLOW, categories, "essential: " + rule.host(), rule.until());
        }
        rule = first(hosts, audiences, at, each -> each.source() != Source.ESSENTIAL);
        if (rule != null) {
            Answer answer = rule.effect() == Effect.ALLOW
                    ? Answer.ALLOW
                    : rule.effect() == Effect.BLOCK ? Answer.BLOCK : Answer.ASK;
            return new Result(answer, categories, "rule " + rule.id() + ": " + rule.host(), rule.until());
        }
        for (String category : categories) {
            if (profile.blocked().contains(category)) {
                return new Result(Answer.BLOCK, categories, "category " + category, null);
            }
        }
        if (host instanceof Host.Address && profile.blockAddresses()) {
            return new Result(Answer.BLOCK, categories, "address", null);
        }
        for (String category : categories) {
            if (profile.asked().contains(category)) {
                return new Result(Answer.ASK, categories, "category " + category, null);
            }
        }
        return profile.onlyListed()
                ? new Result(Answer.BLOCK, categories, "only listed", null)
                : new Result(Answer.ALLOW, categories, "default", null);
    }

    private @Nullable SiteRule first(
            List<String> hosts, Set<String> audiences, Instant at, Predicate<SiteRule> eligible) {
        SiteRule best = null;
        for (SiteRule rule : rules) {
            boolean inTime = (rule.from() == null || rule.from().compareTo(at) <= 0)
                    && (rule.until() == null || rule.until().compareTo(at) > 0);
            boolean forReader =
                    rule.audiences().isEmpty() || rule.audiences().stream().anyMatch(audiences::contains);
            if (eligible.test(rule) && hosts.contains(rule.host()) && inTime && forReader) {
                boolean better = best == null
                        || rule.host().length() > best.host().length()
                        || (rule.host().length() == best.host().length() && before(rule, best));
                best = better ? rule : best;
            }
        }
        return best;
    }

    private static boolean before(SiteRule one, SiteRule other) {
        List<String> order = List.of(
                "ESSENTIAL ALLOW",
                "REPORT BLOCK",
                "PERSONAL BLOCK",
                "UNBLOCK ALLOW",
                "SCHOOL BLOCK",
                "SCHOOL ASK",
                "SCHOOL ALLOW");
        int first = order.indexOf(one.source() + " " + one.effect());
        int second = order.indexOf(other.source() + " " + other.effect());
        return first < second || (first == second && one.id().compareTo(other.id()) < 0);
    }

    private static List<String> withParents(String name) {
        List<String> hosts = new ArrayList<>(List.of(name));
        for (String rest = name; rest.contains("."); ) {
            rest = rest.substring(rest.indexOf('.') + 1);
            hosts.add(rest);
        }
        return hosts;
    }
}
