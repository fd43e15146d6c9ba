package org.schoolgate.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.SiteRule.Source;

/** One verdict in the making: goes through the ranks in their order and writes down what it looks at. */
final class Deliberation {
    private static final Step NOT_ILLEGAL = new Step(Rank.ILLEGAL, "not on the illegal list", false);
    private static final Step NOT_ESSENTIAL = new Step(Rank.ESSENTIAL, "no essential service", false);
    private static final Step NO_RULE = new Step(Rank.RULE, "no rule of the school holds", false);
    private static final Step NONE_BLOCKED = new Step(Rank.BLOCKED_CATEGORY, "in no blocked category", false);
    private static final Step NO_ADDRESS = new Step(Rank.ADDRESS, "a name, or addresses are allowed", false);
    private static final Step NONE_ASKED = new Step(Rank.ASKED_CATEGORY, "in no category that opens on request", false);
    private static final Step NOT_ONLY_LISTED =
            new Step(Rank.ONLY_LISTED, "more is open than what a rule allows", false);

    private final Findings findings;
    private final SitePath.@Nullable Reading page;
    private final CategorySets sets;
    private final Profile profile;
    private final Set<String> audiences;
    private final Instant at;
    private final List<String> categories;
    private final List<Step> trace = new ArrayList<>(8);
    private final @Nullable String fault;

    /** @param page the page that is asked for, in one of its readings; null where only the name is seen */
    Deliberation(
            Findings findings,
            SitePath.@Nullable Reading page,
            CategorySets sets,
            Profile profile,
            Set<String> audiences,
            Instant at) {
        this.findings = findings;
        this.page = page;
        this.sets = sets;
        this.profile = profile;
        this.audiences = audiences;
        this.at = at;
        this.categories = sets.names(findings.categories());
        this.fault = new Host.Name(findings.host()).fault();
    }

    static Verdict malformed(String why) {
        return new Verdict(Answer.MALFORMED, Set.of(), "malformed", null, List.of(new Step(Rank.MALFORMED, why, true)));
    }

    Verdict verdict(BitSet illegal) {
        if (fault != null) {
            trace.add(new Step(Rank.MALFORMED, fault + ", so it is not allowed whatever follows", false));
        } else if (new Host.Name(findings.host()).mixesScripts()) {
            trace.add(new Step(Rank.MALFORMED, "a label mixes letters of several scripts", false));
        }
        String forbidden = illegalHost(illegal);
        if (forbidden != null) {
            return decided(Answer.BLOCK, "illegal", null, Rank.ILLEGAL, forbidden + " is on the illegal list");
        }
        trace.add(NOT_ILLEGAL);
        SiteRule rule = rule(Rank.ESSENTIAL);
        if (rule != null) {
            return decided(rule, "essential: ", Rank.ESSENTIAL);
        }
        trace.add(NOT_ESSENTIAL);
        rule = rule(Rank.RULE);
        if (rule != null) {
            return decided(rule, "rule " + rule.id() + ": ", Rank.RULE);
        }
        trace.add(NO_RULE);
        return byCategory();
    }

    private @Nullable String illegalHost(BitSet illegal) {
        for (Overlay.Entry entry : findings.rules()) {
            if (entry.illegal()) {
                return entry.host();
            }
        }
        for (Findings.Listing listing : findings.listings()) {
            if (sets.set(listing.set()).intersects(illegal)) {
                return listing.host();
            }
        }
        return null;
    }

    private @Nullable SiteRule rule(Rank rank) {
        for (Overlay.Entry entry : findings.rules()) {
            for (Overlay.Ruled ruled : entry.rules()) {
                SiteRule rule = ruled.rule();
                boolean ofThatRank = (rule.source() == Source.ESSENTIAL) == (rank == Rank.ESSENTIAL);
                if (ofThatRank && ruled.isAbout(page) && holds(rule, rank)) {
                    return rule;
                }
            }
        }
        return null;
    }

    private boolean holds(SiteRule rule, Rank rank) {
        String against = rule.against(audiences, at);
        if (against != null) {
            trace.add(new Step(rank, "rule " + rule.id() + " for " + rule.site() + ": " + against, false));
        }
        return against == null;
    }

    private Verdict byCategory() {
        for (String category : categories) {
            if (profile.blocked().contains(category)) {
                return decided(Answer.BLOCK, "category " + category, null, Rank.BLOCKED_CATEGORY, listed(category));
            }
        }
        trace.add(NONE_BLOCKED);
        if (findings.address() && profile.blockAddresses()) {
            return decided(Answer.BLOCK, "address", null, Rank.ADDRESS, findings.host() + " is an address");
        }
        trace.add(NO_ADDRESS);
        for (String category : categories) {
            if (profile.asked().contains(category)) {
                return decided(Answer.ASK, "category " + category, null, Rank.ASKED_CATEGORY, listed(category));
            }
        }
        trace.add(NONE_ASKED);
        if (profile.onlyListed()) {
            return decided(Answer.BLOCK, "only listed", null, Rank.ONLY_LISTED, "no rule allows it");
        }
        trace.add(NOT_ONLY_LISTED);
        return decided(Answer.ALLOW, "default", null, Rank.DEFAULT, "nothing speaks against it");
    }

    private String listed(String category) {
        int number = sets.categories().indexOf(category);
        for (Findings.Listing listing : findings.listings()) {
            if (sets.set(listing.set()).get(number)) {
                return listing.host() + " is listed in " + category;
            }
        }
        return category;
    }

    private Verdict decided(SiteRule rule, String kind, Rank rank) {
        Answer answer = switch (rule.effect()) {
            case ALLOW -> Answer.ALLOW;
            case BLOCK -> Answer.BLOCK;
            case ASK -> Answer.ASK;
        };
        String name = kind + rule.site();
        String finding = rule.reason().isEmpty() ? name : name + ", " + rule.reason();
        return decided(answer, name, rule.until(), rank, finding);
    }

    private Verdict decided(Answer answer, String rule, @Nullable Instant until, Rank rank, String finding) {
        trace.add(new Step(rank, finding, true));
        if (fault != null && answer != Answer.BLOCK) {
            return malformed(fault);
        }
        return new Verdict(
                answer,
                Collections.unmodifiableSet(new LinkedHashSet<>(categories)),
                rule,
                until,
                Collections.unmodifiableList(trace));
    }
}
