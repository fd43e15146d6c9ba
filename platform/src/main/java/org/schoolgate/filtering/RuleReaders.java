package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.filtering.SchoolRules.Readers;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.ForWhom;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.YearWords;
import org.springframework.stereotype.Component;

/** For whom a rule of the school may be: everybody, staff, a phase, a year, a class. */
@Component
class RuleReaders {
    private final Roster roster;

    RuleReaders(Roster roster) {
        this.roster = roster;
    }

    /** All that there are at a school today; everybody is not among them. */
    List<Readers> all(SchoolId school) {
        var all = new ArrayList<Readers>();
        for (var phase : Phase.values()) {
            all.add(new Readers(ForWhom.ref(phase), ReaderGroup.of(phase).label()));
        }
        all.add(new Readers(ForWhom.STAFF, ReaderGroup.STAFF.label()));
        var classes = roster.classes(school, roster.today());
        classes.stream()
                .map(SchoolClass::yearGroups)
                .flatMap(Collection::stream)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .forEach(year -> all.add(new Readers(ForWhom.ofYear(year), YearWords.year(year))));
        classes.forEach(one -> all.add(new Readers(ForWhom.ref(one.id()), one.name())));
        return all;
    }

    /** How these are called together; empty where the school does not know one of them. */
    Optional<String> label(SchoolId school, Collection<String> refs) {
        if (refs.isEmpty()) {
            return Optional.of(say("filtering.rule.everybody"));
        }
        var known = all(school).stream()
                .filter(readers -> refs.contains(readers.ref()))
                .toList();
        return known.size() == List.copyOf(refs).size()
                ? Optional.of(known.stream().map(Readers::label).collect(Collectors.joining(", ")))
                : Optional.empty();
    }
}
