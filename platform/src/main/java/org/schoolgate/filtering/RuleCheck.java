package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SiteCategory.Nature;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.ForWhom;
import org.springframework.stereotype.Component;

/** What no rule of a school may do: open what is against the law, close a help line, open what harms children unseen. */
@Component
class RuleCheck {
    private static final Set<Nature> TO_BE_LOOKED_AT = Set.of(Nature.HARMFUL, Nature.UNSAFE);

    private final SchoolRuleStore store;
    private final Lists lists;

    RuleCheck(SchoolRuleStore store, Lists lists) {
        this.store = store;
        this.lists = lists;
    }

    /** Why a rule may not do that to this site; empty where it may. */
    Optional<String> against(SchoolId school, String host, Effect effect) {
        if (lists.isIllegal(host)) {
            return Optional.of(say("filtering.site.illegal"));
        }
        if (effect != Effect.ALLOW && isAlwaysOpen(school, host)) {
            return Optional.of(say("filtering.site.always-open", host));
        }
        return Optional.empty();
    }

    /** What the lists say of a site that somebody should have looked at before a rule opens it to children; else empty. */
    Optional<String> toBeLookedAt(String host, Effect effect, Set<String> readers) {
        if (effect != Effect.ALLOW || readers.equals(Set.of(ForWhom.STAFF))) {
            return Optional.empty();
        }
        var grave = lists.siteCategoriesOf(host).stream()
                .filter(category -> TO_BE_LOOKED_AT.contains(category.nature()))
                .map(SiteCategory::label)
                .toList();
        return grave.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", grave));
    }

    /** Whether it is a help line or a site of the school's own, which no rule and no report closes. */
    boolean isAlwaysOpen(SchoolId school, String host) {
        return AlwaysOpen.isHelp(host) || isAtOrBelow(host, store.ownSites(school));
    }

    private static boolean isAtOrBelow(String host, List<String> domains) {
        return domains.stream().anyMatch(domain -> AlwaysOpen.isAtOrBelow(host, domain));
    }
}
