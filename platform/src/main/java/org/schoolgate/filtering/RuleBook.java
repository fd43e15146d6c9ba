package org.schoolgate.filtering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.Rule.Effect;
import org.schoolgate.gateway.feed.Rule.Source;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.springframework.stereotype.Component;

/**
 * Everything that decides about single sites at a school at one moment: its rules, what was opened for a while, what was
 * reported. The same for gateways and for whoever asks here why a site is closed.
 */
@Component
class RuleBook {
    private final SchoolRuleStore rules;
    private final PermissionRegister permissions;

    RuleBook(SchoolRuleStore rules, PermissionRegister permissions) {
        this.rules = rules;
        this.permissions = permissions;
    }

    /** All that hold or will. None of them opens what is illegal: the engine looks there first. */
    List<Rule> rules(SchoolId school, Instant at) {
        var all = new ArrayList<Rule>();
        rules.ahead(school, at).stream().map(RuleBook::rule).forEach(all::add);
        for (var kind : List.of(UnblockKind.KEY, PupilAskKind.KEY)) {
            permissions.inForce(school, kind).stream()
                    .flatMap(permission -> unblocks(permission).stream())
                    .forEach(all::add);
        }
        return all;
    }

    /** The hosts that no rule and no report closes. */
    List<String> essential(SchoolId school) {
        var all = new ArrayList<>(AlwaysOpen.HELP);
        all.addAll(rules.ownSites(school));
        return all;
    }

    private static Rule rule(SchoolRule rule) {
        return new Rule(
                String.valueOf(rule.number()),
                rule.host(),
                switch (rule.effect()) {
                    case ALLOW -> Effect.ALLOW;
                    case BLOCK -> Effect.BLOCK;
                    case ASK -> Effect.ASK;
                },
                Source.SCHOOL,
                rule.forRefs(),
                rule.from(),
                rule.until(),
                rule.reason(),
                rule.made().name());
    }

    private static List<Rule> unblocks(Permission permission) {
        return permission
                .grant()
                .map(grant -> grant.things().stream()
                        .map(site -> new Rule(
                                permission.reference(),
                                site,
                                Effect.ALLOW,
                                Source.UNBLOCK,
                                permission.request().forWhom().refs(),
                                grant.from(),
                                grant.until(),
                                permission.request().reason(),
                                grant.decided().name()))
                        .toList())
                .orElseGet(List::of);
    }

    /** The same rule as the engine takes it. */
    static SiteRule toEngine(Rule rule) {
        return new SiteRule(
                rule.id(),
                rule.host(),
                SiteRule.Effect.valueOf(rule.effect().name()),
                SiteRule.Source.valueOf(rule.source().name()),
                Set.copyOf(rule.audiences()),
                rule.from(),
                rule.until(),
                rule.reason());
    }
}
