package org.schoolgate.alerts;

import java.util.Locale;
import java.util.Set;
import org.schoolgate.activity.EventIntake;
import org.schoolgate.gateways.Pseudonyms;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Classroom;

/** A school with those who hear of signals on its real roll, a class, and gateways that hand over what a test has them see. */
record AlertsDesk(
        Greenfield greenfield,
        Actor.Somebody head,
        Actor.Somebody lead,
        Actor.Somebody deputy,
        Actor.Somebody coordinator,
        Actor.Somebody chair,
        Classroom kingfishers,
        EventIntake intake,
        Pseudonyms pseudonyms,
        GradingRound round) {
    static AlertsDesk of(
            Cast cast, People people, Roster roster, EventIntake intake, Pseudonyms pseudonyms, GradingRound round) {
        var school = cast.greenfield();
        return Tenants.within(
                school.school(),
                () -> new AlertsDesk(
                        school,
                        adult(school, people, roster, "Mrs", "Lindqvist", Role.HEAD),
                        adult(school, people, roster, "Ms", "Okafor", Role.SAFEGUARDING_LEAD),
                        adult(school, people, roster, "Mrs", "Begum", Role.DEPUTY_SAFEGUARDING_LEAD),
                        adult(school, people, roster, "Miss", "Farrow", Role.ONLINE_SAFETY_COORDINATOR),
                        adult(school, people, roster, "Mr", "Lowe", Role.CHAIR_OF_GOVERNORS),
                        Classroom.kingfishers(school, people, roster),
                        intake,
                        pseudonyms,
                        round));
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

    SchoolId school() {
        return greenfield.school();
    }

    Actor.Somebody child() {
        return kingfishers.pupil(0);
    }

    Actor.Somebody otherChild() {
        return kingfishers.pupil(1);
    }

    Actor.Somebody teacher() {
        return kingfishers.teacher();
    }

    Filter filter(int number) {
        return new Filter(intake, pseudonyms, school(), number);
    }

    void within(Runnable work) {
        greenfield.within(work);
    }

    /** One round of the clockwork. Call it inside the school's scope. */
    void grade() {
        round.run(school());
    }
}
