package org.schoolgate.alerts;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.SignalDesk;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Component;

/** Who reads a signal, by the people whom the school has. */
@Component
class AlertReaders {
    private final Roster roster;
    private final SignalDesk desk;

    AlertReaders(Roster roster, SignalDesk desk) {
        this.roster = roster;
        this.desk = desk;
    }

    /** Those of some signals that are somebody's to read. Whom one is about never reads it. */
    List<Alert> of(Actor.Somebody actor, Collection<Alert> alerts) {
        var followed = alerts.stream()
                .filter(alert -> alert.casePath().isPresent())
                .map(Alert::subject)
                .toList();
        var readable = followed.isEmpty() ? Set.<String>of() : desk.readable(actor, followed);
        var hears = hears(actor);
        return alerts.stream()
                .filter(alert -> !actor.person().equals(alert.person()))
                .filter(alert ->
                        alert.casePath().isPresent() ? readable.contains(alert.subject()) : hears.test(alert.about()))
                .toList();
    }

    /** How many signals wait that are somebody's to read. */
    int count(Actor.Somebody actor, Collection<AlertStore.Waiting> waiting) {
        var hears = hears(actor);
        return waiting.stream()
                .filter(some -> !actor.person().equals(some.about().person()) && hears.test(some.about()))
                .mapToInt(AlertStore.Waiting::signals)
                .sum();
    }

    private Predicate<Alert.About> hears(Actor.Somebody actor) {
        var known = new HashMap<Set<Role>, List<Person>>();
        return about ->
                turn(about, roles -> known.computeIfAbsent(roles, some -> holders(actor.school(), some))).stream()
                        .anyMatch(actor::is);
    }

    /** Those who are told of a signal. */
    List<Person> people(Alert alert) {
        var holders = turn(alert.about(), roles -> holders(alert.school(), roles));
        return others(alert.about(), holders(alert.school(), holders));
    }

    private Set<Role> turn(Alert.About about, Function<Set<Role>, List<Person>> holders) {
        var turns = AlertPolicy.inTurn(about.kind(), about.sort());
        return turns.stream()
                .filter(roles -> !others(about, holders.apply(roles)).isEmpty())
                .findFirst()
                .orElse(turns.getFirst());
    }

    private static List<Person> others(Alert.About about, List<Person> people) {
        return people.stream()
                .filter(person -> !person.id().equals(about.person()))
                .collect(Collectors.toList());
    }

    private List<Person> holders(SchoolId school, Set<Role> roles) {
        return roster.holders(school, roles, roster.today());
    }
}
