package org.schoolgate.cases;

import java.util.Locale;
import java.util.Set;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;

/** A school with somebody of each role that has to do with cases, on its real roll, and a class. */
record Staffed(
        Greenfield school,
        Actor.Somebody head,
        Actor.Somebody lead,
        Actor.Somebody deputy,
        Actor.Somebody coordinator,
        Actor.Somebody senior,
        Actor.Somebody technician,
        Actor.Somebody chair,
        Classroom kingfishers) {
    static Staffed of(Cast cast, People people, Roster roster) {
        var school = cast.greenfield();
        return Tenants.within(
                school.school(),
                () -> new Staffed(
                        school,
                        adult(school, people, roster, "Mrs", "Lindqvist", Role.HEAD),
                        adult(school, people, roster, "Ms", "Okafor", Role.SAFEGUARDING_LEAD),
                        adult(school, people, roster, "Mr", "Osei", Role.DEPUTY_SAFEGUARDING_LEAD),
                        adult(school, people, roster, "Miss", "Farrow", Role.ONLINE_SAFETY_COORDINATOR),
                        adult(school, people, roster, "Mr", "Orme", Role.SENIOR_LEADER),
                        adult(school, people, roster, "Mr", "Price", Role.TECHNICIAN),
                        adult(school, people, roster, "Mr", "Lowe", Role.CHAIR_OF_GOVERNORS),
                        Classroom.kingfishers(school, people, roster)));
    }

    private static Actor.Somebody adult(
            Greenfield school, People people, Roster roster, String title, String family, Role role) {
        var address = family.toLowerCase(Locale.ROOT) + "@greenfield.example";
        var id = people.join(
                new Actor.Schoolgate(school.school(), "The office"),
                NewPerson.called(title, "", family, address),
                role,
                AcademicYear.of(roster.today()).firstDay());
        return new Actor.Somebody(school.school(), id, title + " " + family, Set.of(role), null);
    }

    Actor.Somebody teacher() {
        return kingfishers.teacher();
    }

    Actor.Somebody priya() {
        return kingfishers.pupil(0);
    }

    Actor.Somebody tom() {
        return kingfishers.pupil(1);
    }
}
