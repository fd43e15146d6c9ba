package org.schoolgate.demo;

import java.util.Set;
import org.schoolgate.cases.Drafting;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.Proposing;
import org.schoolgate.cases.Routes;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * What a school has changed in its procedures: one change that holds, and one that waits for the head, a procedure of its own
 * that is being written, and somebody more who hears of what is broken.
 */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class OwnProcedures {
    private final SchoolProcedures procedures;
    private final Routes routes;
    private final Roster roster;

    OwnProcedures(SchoolProcedures procedures, Routes routes, Roster roster) {
        this.procedures = procedures;
        this.routes = routes;
        this.roster = roster;
    }

    void write(DemoSchool school, String coordinator, String head) {
        Tenants.within(school.school(), () -> {
            var writer = staff(school, coordinator);
            var approver = staff(school, head);
            ask(
                    writer,
                    "accidental-download",
                    "Close the page and do not go back to show it.",
                    "Close the page, and hold up your red card so that somebody comes.",
                    "Our classes have red cards beside the screens.");
            approve(approver, "accidental-download");
            ask(
                    writer,
                    "unsuitable-site",
                    "and check that it is closed.",
                    "and check on a tablet that it is closed.",
                    "Last time it was closed on the computers only.");
            begin(writer, "Phones on school trips", "phone-breach");
            var problems = routes.change(
                    approver,
                    Matter.DAMAGE,
                    Set.of(Role.SENIOR_LEADER),
                    "lost-device",
                    "The deputy head orders what replaces it.");
            if (problems.any()) {
                throw new IllegalStateException("the demonstration cannot say who hears of damage");
            }
        });
    }

    private void ask(Actor.Somebody writer, String kind, String old, String changed, String why) {
        var draft = procedures.draft(writer, kind);
        if (!draft.text().contains(old)
                || !(procedures.write(writer, kind, draft.stamp(), draft.text().replace(old, changed))
                        instanceof Drafting.Kept)
                || !(procedures.ask(writer, kind, why, null) instanceof Proposing.Done)) {
            throw new IllegalStateException("the demonstration cannot change " + kind);
        }
    }

    private void begin(Actor.Somebody writer, String title, String from) {
        if (!(procedures.begin(writer, title, from) instanceof SchoolProcedures.Beginning.Begun)) {
            throw new IllegalStateException("the demonstration cannot begin " + title);
        }
    }

    private void approve(Actor.Somebody head, String kind) {
        var stamp = procedures.written(head, kind).stamp();
        if (!(procedures.approve(head, kind, stamp) instanceof Proposing.Done)) {
            throw new IllegalStateException("the demonstration cannot approve " + kind);
        }
    }

    private Actor.Somebody staff(DemoSchool school, String shown) {
        var person = school.staff(shown);
        var roles = Set.copyOf(roster.roles(school.school(), person, roster.today()));
        return new Actor.Somebody(school.school(), person, shown, roles, null);
    }
}
