package org.schoolgate.roster.rollover;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * What a school has in mind for the coming year, where it is not what the rule says anyway. It names nobody.
 *
 * @param classes that are not as usual, or more than usual
 * @param groups where the pupils of an old form go, by the name of the group; no class for "no place yet"
 * @param pupils what was said of single pupils, by their id
 */
record Draft(List<PlannedClass> classes, Map<String, String> groups, Map<String, Choice> pupils) {
    static final String NOWHERE = "";

    static Draft empty() {
        return new Draft(List.of(), Map.of(), Map.of());
    }

    Optional<PlannedClass> planned(UUID id) {
        return classes.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** The same with what is said of this class, and not what was said before. */
    Draft with(PlannedClass changed) {
        var all = new ArrayList<>(
                classes.stream().filter(one -> !one.id().equals(changed.id())).toList());
        all.add(changed);
        return new Draft(List.copyOf(all), groups, pupils);
    }

    Draft group(String key, @Nullable UUID into) {
        var all = new TreeMap<>(groups);
        all.put(key, into == null ? NOWHERE : into.toString());
        return new Draft(classes, Map.copyOf(all), pupils);
    }

    /** The same with what was said of one pupil; null takes it back, and the rule holds again. */
    Draft pupil(PersonId id, @Nullable Choice choice) {
        var all = new TreeMap<>(pupils);
        if (choice == null) {
            all.remove(id.toString());
        } else {
            all.put(id.toString(), choice);
        }
        return new Draft(classes, groups, Map.copyOf(all));
    }
}
