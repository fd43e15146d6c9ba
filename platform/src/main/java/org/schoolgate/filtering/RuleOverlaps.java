package org.schoolgate.filtering;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Profile;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.engine.Url;
import org.schoolgate.filtering.SchoolRules.Overlap;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.Rule.Source;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.ForWhom;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Which of two rules wins where both could hold. The engine itself is asked, with these two rules alone, so that there is
 * one precedence and not two.
 */
@Component
class RuleOverlaps implements DisposableBean {
    private static final Profile NOBODY = new Profile("overlap", Set.of(), Set.of(), false, false);
    private static final String PHASE = "phase:";

    private final RuleBook book;
    private final ListImage noLists = ListImage.empty();

    RuleOverlaps(RuleBook book) {
        this.book = book;
    }

    /** Every other rule, un-block or report that could meet this one. What a pupil hid from themselves is theirs. */
    List<Overlap> of(SchoolId school, SchoolRule rule, Instant at) {
        var all = book.rules(school, at);
        var id = String.valueOf(rule.number());
        return all.stream()
                .filter(one -> one.source() == Source.SCHOOL && one.id().equals(id))
                .findFirst()
                .map(mine -> all.stream()
                        .filter(other -> !other.equals(mine) && other.source() != Source.PERSONAL)
                        .filter(other -> areRelated(Url.of(mine.host()), Url.of(other.host())))
                        .filter(other -> mayMeet(mine.audiences(), other.audiences()))
                        .map(other -> overlap(mine, other))
                        .toList())
                .orElse(List.of());
    }

    private Overlap overlap(Rule mine, Rule other) {
        var one = Url.of(mine.host());
        var two = Url.of(other.host());
        var host = longer(one.host().shown(), two.host().shown());
        var path = longer(one.part(), two.part());
        var engine = new Engine(noLists, List.of(always(mine), always(other)), Set.of());
        var winner = engine.decide(Host.of(host), path, NOBODY, Set.of(), Instant.EPOCH)
                .rule();
        return new Overlap(other, host + path, winner.startsWith("rule " + other.id() + ": "));
    }

    private static String longer(String one, String other) {
        return one.length() >= other.length() ? one : other;
    }

    /** The rule as if it held for everybody and always. */
    private static SiteRule always(Rule rule) {
        return RuleBook.toEngine(new Rule(
                rule.id(),
                rule.host(),
                rule.effect(),
                rule.source(),
                Set.of(),
                null,
                null,
                rule.reason(),
                rule.decidedBy()));
    }

    /** Whether some page is about both. */
    private static boolean areRelated(Url one, Url other) {
        var here = one.host().shown();
        var there = other.host().shown();
        return (AlwaysOpen.isAtOrBelow(here, there) || AlwaysOpen.isAtOrBelow(there, here))
                && (Site.isAtOrBelow(one.part(), other.part()) || Site.isAtOrBelow(other.part(), one.part()));
    }

    /** Whether somebody could be of both. A pupil is of one phase; a member of staff is no pupil. */
    private static boolean mayMeet(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains)) {
            return true;
        }
        boolean phasesOnly =
                one.stream().allMatch(RuleOverlaps::isPhase) && other.stream().allMatch(RuleOverlaps::isPhase);
        boolean bothPupils =
                one.stream().anyMatch(RuleOverlaps::isPupils) && other.stream().anyMatch(RuleOverlaps::isPupils);
        return bothPupils && !phasesOnly;
    }

    private static boolean isPhase(String ref) {
        return ref.startsWith(PHASE);
    }

    private static boolean isPupils(String ref) {
        return !ref.equals(ForWhom.STAFF);
    }

    @Override
    public void destroy() {
        noLists.close();
    }
}
