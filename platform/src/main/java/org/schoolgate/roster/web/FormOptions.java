package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Kept;
import org.schoolgate.roster.Lists;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.YearWords;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;

/** The answers that forms about people and classes offer. */
final class FormOptions {
    private static final int YOUNGEST = -1;

    private FormOptions() {}

    /** Nothing, then the year groups from Nursery to the last one of the school. */
    static List<Option> years(int last) {
        var options = new ArrayList<Option>();
        options.add(Option.of("", say("roster.form.choose")));
        options.addAll(yearGroups(last));
        return options;
    }

    static List<Option> yearGroups(int last) {
        return IntStream.rangeClosed(YOUNGEST, last)
                .mapToObj(year -> Option.of(String.valueOf(year), YearWords.year(year)))
                .toList();
    }

    /** No class yet, then the forms, with their school year where there are several. */
    static List<Option> forms(List<SchoolClass> forms) {
        var options = new ArrayList<Option>();
        options.add(Option.of("", say("roster.form.no-class")));
        boolean several = forms.stream().map(SchoolClass::year).distinct().count() > 1;
        forms.forEach(one -> options.add(Option.of(
                one.id().toString(),
                several
                        ? say(
                                "roster.form.class-of-year",
                                one.name(),
                                one.year().toString())
                        : one.name())));
        return options;
    }

    /** The roles of adults that this reader may give. */
    static List<Option> roles(Actor actor) {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.PUPIL && role != Role.PARENT)
                .filter(role -> RosterAccess.mayGive(actor, role))
                .map(role -> Option.of(role.name(), say("roster.role." + role)))
                .toList();
    }

    /** Nobody yet, then these people. */
    static List<Option> people(List<Person> people) {
        var options = new ArrayList<Option>();
        options.add(Option.of("", say("roster.form.nobody")));
        people.forEach(
                one -> options.add(Option.of(one.id().toString(), one.name().full())));
        return options;
    }

    /** The people who may be meant, and that it is none of them; nothing where there is no doubt. */
    static List<Option> same(Kept kept, Actor actor, Lists lists) {
        if (!(kept instanceof Kept.Alike(var known))) {
            return List.of();
        }
        var options = known.stream()
                .map(person -> lists.line(actor, person))
                .map(line -> new Option(
                        line.person().id().toString(),
                        say("roster.same.yes", line.person().name().full()),
                        about(line)))
                .collect(Collectors.toCollection(ArrayList::new));
        options.add(Option.of(Typed.SOMEBODY_NEW, say("roster.same.no")));
        return options;
    }

    private static String about(Lists.Line line) {
        var what = line.isHere()
                ? line.place().isEmpty()
                        ? line.roles().stream()
                                .sorted()
                                .map(role -> say("roster.role." + role))
                                .collect(Collectors.joining(", "))
                        : line.place()
                : say("roster.people.gone");
        var born = line.person().born();
        return born == null ? what : say("roster.same.born", what, Dates.day(born));
    }
}
