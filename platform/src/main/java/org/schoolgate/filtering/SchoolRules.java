package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.RuleMoved.Move;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SchoolRule.Ended;
import org.schoolgate.filtering.SchoolRule.Made;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's own rules for single sites, and those of its own that are always open. */
@Service
public class SchoolRules {
    private static final int MOST = 500;

    private final SchoolRuleStore store;
    private final Lists lists;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SchoolRules(SchoolRuleStore store, Lists lists, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.lists = lists;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A rule that somebody means to make.
     *
     * @param forRefs whom it is for; empty is everybody
     */
    public record Wish(
            String site,
            Effect effect,
            Set<String> forRefs,
            String forLabel,
            @Nullable Instant from,
            @Nullable Instant until,
            String reason) {}

    /** What became of it. */
    public sealed interface Making {
        record Made(SchoolRule rule) implements Making {}

        record NotLikeThat(Problems problems) implements Making {}
    }

    /** Makes a rule. What is illegal cannot be opened, and what is always open cannot be closed. */
    @Transactional
    public Making make(Actor actor, Wish wish) {
        FilteringAccess.ACCESS.require(actor, Operation.CHANGE);
        var now = clock.instant();
        var host = Site.of(wish.site());
        var from = wish.from() == null || wish.from().isBefore(now) ? now : wish.from();
        var problems = Problems.none().when(host.isEmpty(), "site", say("filtering.site.unreadable"));
        host.ifPresent(site -> problems.when(lists.isIllegal(site), "site", say("filtering.site.illegal"))
                .when(
                        wish.effect() != Effect.ALLOW && isAlwaysOpen(actor, site),
                        "site",
                        say("filtering.site.always-open", site)));
        problems.when(wish.until() != null && !wish.until().isAfter(from), "until", say("filtering.ends-before"))
                .when(wish.reason().isBlank(), "reason", say("filtering.no-reason"));
        if (problems.any()) {
            return new Making.NotLikeThat(problems);
        }
        var rule = new SchoolRule(
                UUID.randomUUID(),
                store.nextNumber(actor.school(), "rule"),
                host.orElseThrow(),
                wish.effect(),
                wish.forRefs(),
                wish.forLabel(),
                from,
                wish.until(),
                wish.reason().strip(),
                made(actor, now),
                null);
        store.add(actor.school(), rule);
        events.publishEvent(new RuleMoved(
                actor,
                Move.RULE_MADE,
                rule.host(),
                Map.of(
                        "number", String.valueOf(rule.number()),
                        "effect", rule.effect().name(),
                        "for", String.join(" ", rule.forRefs()),
                        "until", rule.until() == null ? "" : rule.until().toString(),
                        "reason", rule.reason())));
        return new Making.Made(rule);
    }

    /** Ends a rule; false where it has ended. */
    @Transactional
    public boolean end(Actor actor, UUID id, String reason) {
        FilteringAccess.ACCESS.require(actor, Operation.CHANGE);
        var now = clock.instant();
        var rule = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("rule " + id));
        if (!rule.isAhead(now)) {
            return false;
        }
        store.end(actor.school(), id, new Ended(actor.personId().orElse(null), actor.name(), now, reason.strip()));
        events.publishEvent(new RuleMoved(
                actor,
                Move.RULE_ENDED,
                rule.host(),
                Map.of("number", String.valueOf(rule.number()), "reason", reason.strip())));
        return true;
    }

    /** The rules, newest first. */
    @Transactional(readOnly = true)
    public List<SchoolRule> all(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return store.all(actor.school(), MOST);
    }

    /** The school's own sites that are always open. */
    @Transactional(readOnly = true)
    public List<String> ownSites(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return store.ownSites(actor.school());
    }

    /** Says that one of the school's own sites is always open. A site that the lists close for pupils is none. */
    @Transactional
    public Problems addOwnSite(Actor actor, String typed, String reason) {
        FilteringAccess.ACCESS.require(actor, Operation.OWN_SITES);
        var host = Site.of(typed);
        var problems = Problems.none().when(host.isEmpty(), "site", say("filtering.site.unreadable"));
        host.ifPresent(site -> problems.when(lists.isIllegal(site), "site", say("filtering.site.illegal"))
                .when(!lists.categoriesOf(site).isEmpty(), "site", say("filtering.site.not-own")));
        problems.when(reason.isBlank(), "reason", say("filtering.no-reason"));
        if (!problems.any()
                && store.addOwnSite(actor.school(), host.orElseThrow(), made(actor, clock.instant()), reason.strip())) {
            events.publishEvent(
                    new RuleMoved(actor, Move.OWN_SITE_ADDED, host.orElseThrow(), Map.of("reason", reason.strip())));
        }
        return problems;
    }

    @Transactional
    public void removeOwnSite(Actor actor, String host) {
        FilteringAccess.ACCESS.require(actor, Operation.OWN_SITES);
        if (store.removeOwnSite(actor.school(), host)) {
            events.publishEvent(new RuleMoved(actor, Move.OWN_SITE_REMOVED, host, Map.of()));
        }
    }

    private boolean isAlwaysOpen(Actor actor, String site) {
        return AlwaysOpen.isHelp(site)
                || store.ownSites(actor.school()).stream().anyMatch(own -> AlwaysOpen.isAtOrBelow(site, own));
    }

    private static Made made(Actor actor, Instant at) {
        return new Made(actor.personId().orElse((PersonId) null), actor.name(), at);
    }
}
