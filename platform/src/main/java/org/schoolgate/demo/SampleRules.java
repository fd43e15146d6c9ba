package org.schoolgate.demo;

import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;

import java.util.Set;
import org.schoolgate.filtering.Feedback.Kind;
import org.schoolgate.filtering.FilterFeedback;
import org.schoolgate.filtering.HttpsChoices;
import org.schoolgate.filtering.OwnSites;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SchoolRules;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Problems;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** What Greenfield says of single sites, as its co-ordinator would have written it. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class SampleRules {
    private final SchoolRules rules;
    private final HttpsChoices https;
    private final OwnSites ownSites;
    private final FilterFeedback feedback;

    SampleRules(SchoolRules rules, HttpsChoices https, OwnSites ownSites, FilterFeedback feedback) {
        this.rules = rules;
        this.https = https;
        this.ownSites = ownSites;
        this.feedback = feedback;
    }

    void write(DemoSchool school, String coordinator) {
        var farrow = new Actor.Somebody(
                school.school(), school.staff(coordinator), coordinator, Set.of(ONLINE_SAFETY_COORDINATOR), null);
        Tenants.within(school.school(), () -> {
            make(farrow, "blockcraft.example", Effect.ASK, ForWhom.ref(Phase.KS2), "Its chat is open to anybody.");
            make(farrow, "casino.example", Effect.BLOCK, ForWhom.STAFF, "Not on the school’s computers, in no break.");
            make(
                    farrow,
                    "clips.example",
                    Effect.ALLOW,
                    ForWhom.ofYear(6),
                    "Films for the rivers topic; watched first.");
            feedback.give(
                    farrow, "windrush-voices.example", Kind.TOO_MUCH, "It quotes racist words to teach about them.");
            feedback.give(farrow, "robot-writes.example", Kind.TOO_LITTLE, "Guests reach it in the hall.");
            kept(https.keepUntouched(farrow, "payroll.example", "Its program takes no certificate but its maker’s."));
            kept(ownSites.add(farrow, "www." + school.domain(), "The school’s own pages"));
        });
    }

    private static void kept(Problems problems) {
        if (problems.any()) {
            throw new IllegalStateException(String.join(" ", problems.all().values()));
        }
    }

    private void make(Actor by, String site, Effect effect, String readers, String reason) {
        var making = rules.make(by, new SchoolRules.Wish(site, effect, Set.of(readers), null, reason, false));
        if (making instanceof SchoolRules.Making.NotLikeThat(var problems)) {
            kept(problems);
        }
    }
}
