package org.schoolgate.testing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.testing.Cast.Greenfield;

/** A class on the real roll of a school: its teacher, and three pupils of Year 6. */
public record Classroom(ClassId id, String name, Actor.Somebody teacher, List<Actor.Somebody> pupils) {
    /** Kingfishers of Greenfield, with Mr Hale, Priya, Tom and Zac, as if the office had put them in. */
    public static Classroom kingfishers(Greenfield school, People people, Roster roster) {
        return of(school, people, roster, "Kingfishers", 6, "Hale", "Priya Nair", "Tom Ellis", "Zac Dunn");
    }

    /** A class of that year group, its teacher and its pupils, in that order. */
    public static Classroom of(
            Greenfield school,
            People people,
            Roster roster,
            String name,
            int yearGroup,
            String teacher,
            String... pupils) {
        var today = roster.today();
        var year = AcademicYear.of(today);
        var id = ClassId.random();
        var office = new Actor.Schoolgate(school.school(), "The office");
        people.put(office, new SchoolClass(id, year, name, ClassKind.FORM, List.of(yearGroup), "", null));
        var adult = people.join(
                office,
                NewPerson.called("Mr", "", teacher, teacher.toLowerCase(Locale.ROOT) + "@greenfield.example"),
                Role.TEACHER,
                year.firstDay());
        people.place(office, adult, id, ClassPart.TEACHER, Source.HAND, new Span(year.firstDay(), null));
        var children = Stream.of(pupils)
                .map(pupil -> {
                    var names = pupil.split(" ", 2);
                    var child = people.join(office, NewPerson.called(names[0], names[1]), Role.PUPIL, year.firstDay());
                    people.setYear(office, child, year, yearGroup, year.firstDay());
                    people.place(office, child, id, ClassPart.PUPIL, Source.HAND, new Span(year.firstDay(), null));
                    return somebody(school, child, names[0], Phase.ofYear(yearGroup), Role.PUPIL);
                })
                .toList();
        return new Classroom(id, name, adult(school, adult, "Mr " + teacher), children);
    }

    private static Actor.Somebody adult(Greenfield school, PersonId id, String name) {
        return new Actor.Somebody(school.school(), id, name, Set.of(Role.TEACHER), null);
    }

    private static Actor.Somebody somebody(Greenfield school, PersonId id, String name, Phase phase, Role role) {
        return new Actor.Somebody(school.school(), id, name, Set.of(role), phase);
    }

    public Actor.Somebody pupil(int number) {
        return pupils.get(number);
    }
}
