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
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's own rules for single sites: making, changing and ending them, and what there is. */
@Service
public class SchoolRules {
    static final int LONGEST_REASON = 500;

    private static final int LONGEST_SITE = 2_000;
    private static final int MOST = 5_000;

    private final SchoolRuleStore store;
    private final RuleCheck check;
    private final RuleReaders readers;
    private final RuleOverlaps overlaps;
    private final WhoChanges who;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SchoolRules(
            SchoolRuleStore store,
            RuleCheck check,
            RuleReaders readers,
            RuleOverlaps overlaps,
            WhoChanges who,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.check = check;
        this.readers = readers;
        this.overlaps = overlaps;
        this.who = who;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A rule that somebody means to make.
     *
     * @param site as typed or pasted
     * @param effect null where nobody chose one
     * @param forRefs whom it is for; empty is everybody
     * @param until null where it has no end
     * @param looked they say that they have looked at a site of which the lists say that it harms
     */
    public record Wish(
            String site,
            @Nullable Effect effect,
            Set<String> forRefs,
            @Nullable Instant until,
            String reason,
            boolean looked) {
        public Wish {
            forRefs = Set.copyOf(forRefs);
        }
    }

    /** What became of it. */
    public sealed interface Making {
        record Made(SchoolRule rule) implements Making {}

        /** The rule that was to be changed has ended. */
        record Over(SchoolRule rule) implements Making {}

        record NotLikeThat(Problems problems) implements Making {}
    }

    /** What became of an end. */
    public sealed interface Ending {
        record Done(SchoolRule rule) implements Ending {}

        record AlreadyOver(SchoolRule rule) implements Ending {}

        record NotLikeThat(SchoolRule rule, Problems problems) implements Ending {}
    }

    /**
     * Another rule that could hold for the same site and reader.
     *
     * @param site where both could: the longer of the two hosts, with the longer of the two paths
     * @param otherWins the other one decides there
     */
    public record Overlap(Rule other, String site, boolean otherWins) {}

    /** A rule with all that could meet it. */
    public record InContext(SchoolRule rule, boolean isAhead, List<Overlap> overlaps) {}

    /**
     * Readers for whom a rule may be.
     *
     * @param ref as gateways know them
     */
    public record Readers(String ref, String label) {}

    /** Makes a rule. What is illegal cannot be opened, and what is always open cannot be closed. */
    @Transactional
    public Making make(Actor actor, Wish wish) {
        who.require(actor);
        var problems = problems(actor, wish, null);
        return problems.any() ? new Making.NotLikeThat(problems) : new Making.Made(add(actor, wish));
    }

    /** Puts another rule in the place of one; the old one stays in the record, ended. */
    @Transactional
    public Making change(Actor actor, int number, Wish wish) {
        who.require(actor);
        var before = lock(actor, number);
        var now = clock.instant();
        if (!before.isAhead(now)) {
            return new Making.Over(before);
        }
        var problems = problems(actor, wish, before);
        if (problems.any()) {
            return new Making.NotLikeThat(problems);
        }
        var after = add(actor, wish);
        end(actor, before, now, say("filtering.rule.replaced", String.valueOf(after.number()), after.reason()));
        return new Making.Made(after);
    }

    /** Ends a rule, with a reason. */
    @Transactional
    public Ending end(Actor actor, int number, String reason) {
        who.require(actor);
        var rule = lock(actor, number);
        var now = clock.instant();
        if (!rule.isAhead(now)) {
            return new Ending.AlreadyOver(rule);
        }
        var problems = Problems.none()
                .when(reason.isBlank(), "reason", say("filtering.no-reason"))
                .when(reason.length() > LONGEST_REASON, "reason", say("filtering.report.too-long"));
        if (problems.any()) {
            return new Ending.NotLikeThat(rule, problems);
        }
        end(actor, rule, now, reason.strip());
        return new Ending.Done(rule);
    }

    /** What a school has said of sites of which this is a part: those that hold or will, or those that are over. */
    @Transactional(readOnly = true)
    public List<SchoolRule> search(Actor actor, String part, boolean ahead) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return store.search(actor.school(), part.strip(), ahead, clock.instant(), MOST);
    }

    /** Every rule there ever was, to take away. */
    @Transactional(readOnly = true)
    public List<SchoolRule> all(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return store.all(actor.school(), MOST);
    }

    /** One, with every other that could meet it and which of the two wins. */
    @Transactional(readOnly = true)
    public InContext find(Actor actor, int number) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        var rule = store.find(actor.school(), number).orElseThrow(() -> new NotFound("rule " + number));
        var now = clock.instant();
        return new InContext(
                rule, rule.isAhead(now), rule.isAhead(now) ? overlaps.of(actor.school(), rule, now) : List.of());
    }

    /** For whom a rule may be. */
    @Transactional(readOnly = true)
    public List<Readers> readers(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return readers.all(actor.school());
    }

    /** Whether the school's setting names the actor. */
    @Transactional(readOnly = true)
    public boolean mayChange(Actor actor) {
        return who.may(actor);
    }

    private Problems problems(Actor actor, Wish wish, @Nullable SchoolRule before) {
        var now = clock.instant();
        var site = SiteText.ofPage(wish.site());
        var problems = Problems.none()
                .when(wish.site().length() > LONGEST_SITE, "site", say("filtering.report.too-long"))
                .when(!(site instanceof SiteText.One), "site", site.fault())
                .when(wish.effect() == null, "effect", say("filtering.rule.effect.choose"))
                .when(
                        readers.label(actor.school(), wish.forRefs()).isEmpty(),
                        "readers",
                        say("filtering.rule.readers.unknown"))
                .when(wish.until() != null && !wish.until().isAfter(now), "until", say("filtering.ends-before"))
                .when(wish.reason().isBlank(), "reason", say("filtering.no-reason"))
                .when(wish.reason().length() > LONGEST_REASON, "reason", say("filtering.report.too-long"));
        var question = SiteText.question(wish.site());
        if (question != null) {
            problems.add("site", question);
        }
        if (site instanceof SiteText.One(var host, var path) && wish.effect() != null) {
            check.against(actor.school(), host, wish.effect()).ifPresent(why -> problems.add("site", why));
            if (!wish.looked()) {
                check.toBeLookedAt(host, wish.effect(), wish.forRefs())
                        .ifPresent(as -> problems.add("looked", say("filtering.rule.looked.tick", host, as)));
            }
            store.ahead(actor.school(), now).stream()
                    .filter(other -> before == null || other.number() != before.number())
                    .filter(other -> other.host().equals(host)
                            && other.path().equals(path)
                            && other.effect() == wish.effect()
                            && other.forRefs().equals(wish.forRefs()))
                    .findFirst()
                    .ifPresent(
                            other -> problems.add("site", say("filtering.rule.twice", String.valueOf(other.number()))));
        }
        return problems;
    }

    private SchoolRule add(Actor actor, Wish wish) {
        if (!(SiteText.ofPage(wish.site()) instanceof SiteText.One(var host, var path)) || wish.effect() == null) {
            throw new IllegalArgumentException("unchecked: " + wish);
        }
        var now = clock.instant();
        var rule = new SchoolRule(
                UUID.randomUUID(),
                store.nextNumber(actor.school(), "rule"),
                host,
                path,
                wish.effect(),
                wish.forRefs(),
                readers.label(actor.school(), wish.forRefs()).orElseThrow(),
                now,
                wish.until(),
                wish.reason().strip(),
                new Made(actor.personId().orElse(null), actor.name(), now),
                null);
        store.add(actor.school(), rule);
        events.publishEvent(new RuleMoved(
                actor,
                Move.RULE_MADE,
                rule.site(),
                Map.of(
                        "number", String.valueOf(rule.number()),
                        "effect", rule.effect().name(),
                        "for", String.join(" ", rule.forRefs()),
                        "until", rule.until() == null ? "" : rule.until().toString(),
                        "reason", rule.reason())));
        return rule;
    }

    private void end(Actor actor, SchoolRule rule, Instant now, String reason) {
        store.end(actor.school(), rule.id(), new Ended(actor.personId().orElse(null), actor.name(), now, reason));
        events.publishEvent(new RuleMoved(
                actor,
                Move.RULE_ENDED,
                rule.site(),
                Map.of("number", String.valueOf(rule.number()), "reason", reason)));
    }

    private SchoolRule lock(Actor actor, int number) {
        return store.lock(actor.school(), number).orElseThrow(() -> new NotFound("rule " + number));
    }
}
