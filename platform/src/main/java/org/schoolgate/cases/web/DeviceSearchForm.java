package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.DeviceSearch;
import org.schoolgate.cases.DeviceSearchId;
import org.schoolgate.cases.DeviceSearches;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Option;

/** A search of a pupil's device as it is typed. */
public record DeviceSearchForm(Map<String, String> typed) {
    public DeviceSearchForm {
        typed = Map.copyOf(typed);
    }

    /** Before anything is typed: now, by whoever types. */
    static DeviceSearchForm empty(Actor.Somebody actor, String child, Instant now) {
        return new DeviceSearchForm(Map.of(
                "search", UUID.randomUUID().toString(),
                "child", child,
                "at", Dates.isoMoment(now),
                "searched-by", actor.name()));
    }

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }

    DeviceSearch.Wish wish() {
        return new DeviceSearch.Wish(
                new DeviceSearchId(Ids.read(value("search")).orElseGet(UUID::randomUUID)),
                person("child"),
                value("device"),
                chosen("ground", DeviceSearch.Ground.values()),
                value("reason"),
                value("sought"),
                Dates.readMoment(value("at")).orElse(null),
                person("authorised"),
                value("searched-by"),
                value("witness"),
                value("of-the-person"),
                chosen("result", DeviceSearch.Result.values()),
                value("found"),
                value("deleted"),
                chosen("parents", DeviceSearch.Parents.values()),
                value("parents-note"),
                switch (value("returned")) {
                    case "yes" -> Boolean.TRUE;
                    case "no" -> Boolean.FALSE;
                    default -> null;
                },
                value("whereabouts"));
    }

    private @Nullable PersonId person(String name) {
        return Ids.read(value(name)).map(PersonId::new).orElse(null);
    }

    private <E extends Enum<E>> @Nullable E chosen(String name, E[] among) {
        return Arrays.stream(among)
                .filter(one -> one.name().equals(value(name)))
                .findFirst()
                .orElse(null);
    }

    public static List<Option> children(DeviceSearches.Desk desk) {
        return desk.children().stream()
                .flatMap(child ->
                        Optional.ofNullable(child.person()).map(id -> Option.of(id.toString(), child.name())).stream())
                .toList();
    }

    public static List<Option> authorisers(DeviceSearches.Desk desk) {
        return desk.authorisers().stream()
                .map(person -> Option.of(person.id().toString(), person.name().full()))
                .toList();
    }

    public static List<Option> grounds() {
        return options("ground", DeviceSearch.Ground.values());
    }

    public static List<Option> results() {
        return options("result", DeviceSearch.Result.values());
    }

    public static List<Option> parents() {
        return options("parents", DeviceSearch.Parents.values());
    }

    public static List<Option> returned() {
        return List.of(
                Option.of("yes", say("cases.search.returned.yes")), Option.of("no", say("cases.search.returned.no")));
    }

    private static List<Option> options(String name, Enum<?>[] among) {
        return Arrays.stream(among)
                .map(one -> Option.of(one.name(), say("cases.search." + name + "." + one)))
                .toList();
    }
}
