package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import org.schoolgate.gateways.PolicyDraft;
import org.schoolgate.gateways.PolicyPart;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** What the filter adds to the policy that gateways hold. */
@Component
class FilteringPart implements PolicyPart {
    private final FilterProfiles profiles;
    private final RuleBook rules;
    private final Lists lists;
    private final Roster roster;
    private final Settings settings;

    FilteringPart(FilterProfiles profiles, RuleBook rules, Lists lists, Roster roster, Settings settings) {
        this.profiles = profiles;
        this.rules = rules;
        this.lists = lists;
        this.roster = roster;
        this.settings = settings;
    }

    @Override
    public void addTo(PolicyDraft draft) {
        var school = draft.school();
        profiles.all(school).forEach(profile -> draft.profile(profile.toFeed()));
        rules.rules(school, draft.at()).forEach(draft::rule);
        rules.essential(school).forEach(draft::essential);
        AlwaysOpen.CANARIES.forEach(draft::illegal);
        draft.digestOfLists(lists.digest());
        draft.decides(whoDecides(school));
        Arrays.stream(ReaderGroup.values())
                .filter(ReaderGroup::isPupils)
                .forEach(group -> draft.decides(group.wording(), say("filtering.decider.pupils")));
    }

    /**
     * Who opens sites to staff, by name where somebody holds the role. Pupils ask their own teachers, as {@link PupilAskKind}
     * has it, and these a policy does not name: it would say whose class a pseudonym is in.
     */
    private String whoDecides(SchoolId school) {
        return roster
                .holders(school, settings.get(school, FilteringSettings.UNBLOCK_DECIDED_BY), roster.today())
                .stream()
                .findFirst()
                .map(person -> person.name().shown())
                .orElseGet(() -> say("filtering.decider"));
    }
}
