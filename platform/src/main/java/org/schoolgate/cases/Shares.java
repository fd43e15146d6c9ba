package org.schoolgate.cases;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Component;

/** Works out what of the cases of a school is somebody's. */
@Component
class Shares {
    private final CaseStore store;
    private final Viewers viewers;
    private final Roster roster;

    Shares(CaseStore store, Viewers viewers, Roster roster) {
        this.store = store;
        this.viewers = viewers;
        this.roster = roster;
    }

    Share of(Actor.Somebody actor) {
        var school = actor.school();
        var viewer = viewers.of(actor);
        var reads = !CasePolicy.circles(viewer).isEmpty();
        return Share.of(
                viewer,
                viewer.isOneOf(CasePolicy.roles(Doer.TEACHER, Circle.ORDINARY, viewer.staff()))
                        ? roster.taught(school, Set.of(actor.person()), roster.today())
                        : Set.of(),
                reads ? roster.taught(school, teachers(viewer), roster.today()) : Set.of(),
                store.byThemselves(school, about(viewer), Share.away(viewer), CasePolicy.circlesInTurn(viewer)));
    }

    private static Set<PersonId> teachers(Viewer viewer) {
        return viewer.staff().roles().entrySet().stream()
                .filter(one -> one.getValue().contains(Role.TEACHER))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Those whom a case may be about so that it is looked at by itself. */
    static List<PersonId> about(Viewer viewer) {
        var about = new HashSet<>(viewer.staff().roles().keySet());
        about.add(viewer.person());
        return List.copyOf(about);
    }
}
