package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateways.PolicyDraft;
import org.schoolgate.gateways.PolicyPart;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** What the filter adds to the policy that gateways hold. */
@Component
class FilteringPart implements PolicyPart {
    private static final String PERSON = "person:";

    private final FilterProfiles profiles;
    private final RuleBook rules;
    private final Lists lists;
    private final Roster roster;
    private final Settings settings;
    private final Pseudonyms pseudonyms;

    FilteringPart(
            FilterProfiles profiles,
            RuleBook rules,
            Lists lists,
            Roster roster,
            Settings settings,
            Pseudonyms pseudonyms) {
        this.profiles = profiles;
        this.rules = rules;
        this.lists = lists;
        this.roster = roster;
        this.settings = settings;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public void addTo(PolicyDraft draft) {
        var school = draft.school();
        profiles.all(school).forEach(profile -> draft.profile(profile.toFeed()));
        pseudonymous(school, rules.rules(school, draft.at())).forEach(draft::rule);
        rules.essential(school).forEach(draft::essential);
        AlwaysOpen.CANARIES.forEach(draft::illegal);
        draft.digestOfLists(lists.digest());
        draft.decides(whoDecides(school));
    }

    /** The rules with everybody to whom one is addressed by the name that gateways have for them. */
    private List<Rule> pseudonymous(SchoolId school, List<Rule> all) {
        var people = all.stream()
                .flatMap(rule -> rule.audiences().stream())
                .flatMap(ref -> person(ref).stream())
                .distinct()
                .toList();
        if (people.isEmpty()) {
            return all;
        }
        var names = pseudonyms.of(school, people);
        return all.stream()
                .map(rule -> new Rule(
                        rule.id(),
                        rule.host(),
                        rule.effect(),
                        rule.source(),
                        rule.audiences().stream()
                                .map(ref -> person(ref).map(names::get).orElse(ref))
                                .collect(Collectors.toSet()),
                        rule.from(),
                        rule.until(),
                        rule.reason(),
                        rule.decidedBy()))
                .toList();
    }

    private static Optional<PersonId> person(String ref) {
        return ref.startsWith(PERSON) ? Optional.of(PersonId.of(ref.substring(PERSON.length()))) : Optional.empty();
    }

    /** Who opens sites, by name where somebody holds the role. */
    private String whoDecides(SchoolId school) {
        return roster
                .holders(school, settings.get(school, FilteringSettings.UNBLOCK_DECIDED_BY), roster.today())
                .stream()
                .findFirst()
                .map(person -> person.name().shown())
                .orElseGet(() -> say("filtering.decider"));
    }
}
