package org.schoolgate.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Channel;
import org.schoolgate.messages.Hours;
import org.schoolgate.messages.PhoneLadders;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Problems;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Who is rung at a school when somebody may be in danger, at numbers that are nobody's. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class LadderOfTheSchool {
    private final PhoneLadders ladders;
    private final Roster roster;
    private final Clock clock;

    LadderOfTheSchool(PhoneLadders ladders, Roster roster, Clock clock) {
        this.ladders = ladders;
        this.roster = roster;
        this.clock = clock;
    }

    /** Sets it up: by day the lead, then the co-ordinator; at any hour the head. */
    void at(DemoSchool school, String head, String lead, String coordinator) {
        var year = AcademicYear.at(clock.instant());
        Tenants.within(school.school(), () -> {
            var actor = new Actor.Somebody(
                    school.school(),
                    school.staff(head),
                    head,
                    roster.roles(school.school(), school.staff(head), roster.today()),
                    null);
            var days = EnumSet.of(Hours.SCHOOL_DAY, Hours.EVENING);
            add(actor, school, lead, "07700 900101", EnumSet.allOf(Hours.class), Channel.CALL, Channel.TEXT);
            add(actor, school, coordinator, "07700 900102", days, Channel.CALL);
            add(actor, school, head, "07700 900103", EnumSet.allOf(Hours.class), Channel.CALL, Channel.EMAIL);
            done(ladders.close(
                    actor,
                    "Summer holidays",
                    LocalDate.of(year.startYear() + 1, Month.JULY, 22),
                    LocalDate.of(year.startYear() + 1, Month.AUGUST, 31)));
        });
    }

    private void add(
            Actor actor, DemoSchool school, String shown, String number, Set<Hours> hours, Channel... channels) {
        done(ladders.add(actor, school.staff(shown), number, List.of(channels), hours));
    }

    private static void done(Problems problems) {
        if (problems.any()) {
            throw new IllegalStateException("the demonstration cannot set up a phone ladder: " + problems.all());
        }
    }
}
