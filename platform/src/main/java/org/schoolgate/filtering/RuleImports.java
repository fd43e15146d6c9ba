package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SchoolRule.Made;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Many rules at once, from a list that somebody pasted or a file: looked through first, made all together or not at all. */
@Service
public class RuleImports {
    /** So many lines at once at most: a school's own list, and not a filter list. */
    public static final int MOST_LINES = 1_000;

    private static final int MOST_CHARACTERS = 200_000;

    private final SchoolRuleStore store;
    private final RuleCheck check;
    private final RuleReaders readers;
    private final WhoChanges who;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RuleImports(
            SchoolRuleStore store,
            RuleCheck check,
            RuleReaders readers,
            WhoChanges who,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.check = check;
        this.readers = readers;
        this.who = who;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What somebody means to bring in.
     *
     * @param text a site a line; what stands in a second column is the reason for that site
     * @param reason for those sites that have none of their own
     */
    public record Wish(
            String text,
            @Nullable Effect effect,
            Set<String> forRefs,
            @Nullable Instant until,
            String reason) {
        public Wish {
            forRefs = Set.copyOf(forRefs);
        }
    }

    /** A rule that would be made. */
    public record New(int line, SiteText.One site, String reason) {}

    /** A line that would not become one, and why. */
    public record Rejected(int line, String text, String why) {}

    /** What a list would do. */
    public sealed interface Preview {
        /** Nothing has changed yet. */
        record Ready(List<New> fresh, List<Rejected> rejected, String forLabel) implements Preview {}

        record NotLikeThat(Problems problems) implements Preview {}
    }

    /** What became of it. */
    public sealed interface Import {
        record Done(int first, int last, int count) implements Import {}

        /** Nothing in it can become a rule any more. */
        record Nothing() implements Import {}

        record NotLikeThat(Problems problems) implements Import {}
    }

    /** Looks a list through; changes nothing. */
    @Transactional(readOnly = true)
    public Preview preview(Actor actor, Wish wish) {
        who.require(actor);
        var problems = problems(actor, wish);
        return problems.any() ? new Preview.NotLikeThat(problems) : ready(actor, wish);
    }

    /** Makes all rules of a list that can be made, in one go. */
    @Transactional
    public Import apply(Actor actor, Wish wish) {
        who.require(actor);
        var problems = problems(actor, wish);
        if (problems.any()) {
            return new Import.NotLikeThat(problems);
        }
        var ready = ready(actor, wish);
        if (ready.fresh().isEmpty()) {
            return new Import.Nothing();
        }
        var now = clock.instant();
        var made = new Made(actor.personId().orElse(null), actor.name(), now);
        var numbers = new ArrayList<Integer>();
        for (var one : ready.fresh()) {
            int number = store.nextNumber(actor.school(), "rule");
            numbers.add(number);
            store.add(
                    actor.school(),
                    new SchoolRule(
                            UUID.randomUUID(),
                            number,
                            one.site().host(),
                            one.site().path(),
                            effect(wish),
                            wish.forRefs(),
                            ready.forLabel(),
                            now,
                            wish.until(),
                            one.reason(),
                            made,
                            null));
        }
        var done = new Import.Done(numbers.getFirst(), numbers.getLast(), numbers.size());
        events.publishEvent(new RulesImported(
                actor,
                done,
                effect(wish),
                wish.forRefs(),
                ready.fresh().stream().map(one -> one.site().site()).toList()));
        return done;
    }

    private Problems problems(Actor actor, Wish wish) {
        long lines = wish.text().lines().filter(line -> !line.isBlank()).count();
        return Problems.none()
                .when(lines == 0, "sites", say("filtering.import.nothing"))
                .when(
                        lines > MOST_LINES || wish.text().length() > MOST_CHARACTERS,
                        "sites",
                        say("filtering.import.too-many", MOST_LINES))
                .when(wish.effect() == null, "effect", say("filtering.rule.effect.choose"))
                .when(
                        readers.label(actor.school(), wish.forRefs()).isEmpty(),
                        "readers",
                        say("filtering.rule.readers.unknown"))
                .when(
                        wish.until() != null && !wish.until().isAfter(clock.instant()),
                        "until",
                        say("filtering.ends-before"))
                .when(wish.reason().isBlank(), "reason", say("filtering.no-reason"))
                .when(wish.reason().length() > SchoolRules.LONGEST_REASON, "reason", say("filtering.report.too-long"));
    }

    private static Effect effect(Wish wish) {
        if (wish.effect() == null) {
            throw new IllegalArgumentException("unchecked: " + wish.reason());
        }
        return wish.effect();
    }

    private Preview.Ready ready(Actor actor, Wish wish) {
        var there = new HashMap<String, Integer>();
        store.ahead(actor.school(), clock.instant()).stream()
                .filter(rule -> rule.effect() == wish.effect() && rule.forRefs().equals(wish.forRefs()))
                .forEach(rule -> there.put(rule.site(), rule.number()));
        var fresh = new LinkedHashMap<String, New>();
        var rejected = new ArrayList<Rejected>();
        for (var line : ListedSite.read(wish.text())) {
            var why = against(actor, wish, line, there, fresh);
            if (!why.isEmpty()) {
                rejected.add(new Rejected(line.number(), line.site(), why));
            } else if (SiteText.ofPage(line.site()) instanceof SiteText.One site) {
                var reason = line.reason().isEmpty() ? wish.reason().strip() : line.reason();
                fresh.put(site.site(), new New(line.number(), site, reason));
            }
        }
        return new Preview.Ready(
                List.copyOf(fresh.values()),
                rejected,
                readers.label(actor.school(), wish.forRefs()).orElseThrow());
    }

    private String against(
            Actor actor, Wish wish, ListedSite line, Map<String, Integer> there, Map<String, New> fresh) {
        var read = SiteText.ofPage(line.site());
        if (!(read instanceof SiteText.One(var host, var path))) {
            return read.fault();
        }
        var question = SiteText.question(line.site());
        if (question != null) {
            return question;
        }
        var site = host + path;
        if (there.containsKey(site)) {
            return say("filtering.rule.twice", String.valueOf(there.get(site)));
        }
        var before = fresh.get(site);
        if (before != null) {
            return say("filtering.import.twice", String.valueOf(before.line()));
        }
        if (line.reason().length() > SchoolRules.LONGEST_REASON) {
            return say("filtering.report.too-long");
        }
        return check.against(actor.school(), host, effect(wish))
                .or(() -> check.toBeLookedAt(host, effect(wish), wish.forRefs())
                        .map(as -> say("filtering.import.look", as)))
                .orElse("");
    }

    /** Somebody made many rules at once. */
    public record RulesImported(Actor by, Import.Done done, Effect effect, Set<String> forRefs, List<String> hosts)
            implements ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.NOBODY;
        }

        @Override
        public String kind() {
            return "filtering.rules-imported";
        }

        @Override
        public String subject() {
            return "rules:" + done.first() + "-" + done.last();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "count", String.valueOf(done.count()),
                    "effect", effect.name(),
                    "for", String.join(" ", forRefs),
                    "sites", String.join(" ", hosts));
        }
    }
}
