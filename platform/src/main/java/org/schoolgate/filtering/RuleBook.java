package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.Rule.Effect;
import org.schoolgate.gateway.feed.Rule.Source;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionRegister;
import org.springframework.stereotype.Component;

/**
 * Everything that decides about single sites at a school at one moment: its rules, what was opened for a while, what was
 * reported. The same for gateways and for whoever asks here why a site is closed.
 */
@Component
class RuleBook {
    /** Everybody who is a pupil, as rules are addressed. */
    static final Set<String> PUPILS =
            Arrays.stream(Phase.values()).map(ForWhom::ref).collect(Collectors.toUnmodifiableSet());

    private final SchoolRuleStore rules;
    private final SiteReportStore reports;
    private final PermissionRegister permissions;

    RuleBook(SchoolRuleStore rules, SiteReportStore reports, PermissionRegister permissions) {
        this.rules = rules;
        this.reports = reports;
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
        reports.blocking(school, at).stream().map(RuleBook::rule).forEach(all::add);
        return all;
    }

    /** What a member of staff reported is closed to pupils until it is decided; what a pupil did, to that pupil. */
    private static Rule rule(SiteReport report) {
        return new Rule(
                report.reference(),
                report.site(),
                Effect.BLOCK,
                report.byPupil() ? Source.PERSONAL : Source.REPORT,
                report.byPupil() ? Set.of(ForWhom.ref(report.foundBy())) : PUPILS,
                report.at(),
                report.lapsesAt(),
                say("filtering.report.rule"),
                report.byPupil() ? say("filtering.report.you") : report.foundByName());
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
                rule.site(),
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
