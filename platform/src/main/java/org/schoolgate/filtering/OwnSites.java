package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.RuleMoved.Move;
import org.schoolgate.filtering.SchoolRule.Made;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The sites that are always open: the help lines that are built in, and the school's own. */
@Service
public class OwnSites {
    private static final int LONGEST_REASON = 500;

    private final SchoolRuleStore store;
    private final Lists lists;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OwnSites(SchoolRuleStore store, Lists lists, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.lists = lists;
        this.events = events;
        this.clock = clock;
    }

    /** One of the school's own. */
    public record OwnSite(String host, String reason, String by, Instant at) {}

    /** The school's own sites that are always open. */
    @Transactional(readOnly = true)
    public List<OwnSite> all(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return store.ownSitesInFull(actor.school());
    }

    /** The help lines, which nobody can close. */
    public List<String> help(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.SEE);
        return AlwaysOpen.HELP;
    }

    /** Says that one of the school's own sites is always open. A site that the lists close for pupils is none. */
    @Transactional
    public Problems add(Actor actor, String typed, String reason) {
        FilteringAccess.ACCESS.require(actor, Operation.OWN_SITES);
        var site = SiteText.of(typed);
        var problems = Problems.none()
                .when(!(site instanceof SiteText.One), "site", site.fault())
                .when(reason.isBlank(), "reason", say("filtering.no-reason"))
                .when(reason.length() > LONGEST_REASON, "reason", say("filtering.report.too-long"));
        if (site instanceof SiteText.One(var host, var _)) {
            problems.when(lists.isIllegal(host), "site", say("filtering.site.illegal"))
                    .when(!lists.categoriesOf(host).isEmpty(), "site", say("filtering.site.not-own"));
            var made = new Made(actor.personId().orElse(null), actor.name(), clock.instant());
            if (!problems.any() && store.addOwnSite(actor.school(), host, made, reason.strip())) {
                events.publishEvent(new RuleMoved(actor, Move.OWN_SITE_ADDED, host, Map.of("reason", reason.strip())));
            }
        }
        return problems;
    }

    /** It is like any other site again. */
    @Transactional
    public void remove(Actor actor, String host) {
        FilteringAccess.ACCESS.require(actor, Operation.OWN_SITES);
        if (store.removeOwnSite(actor.school(), host)) {
            events.publishEvent(new RuleMoved(actor, Move.OWN_SITE_REMOVED, host, Map.of()));
        }
    }
}
