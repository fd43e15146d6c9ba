package org.schoolgate.activity.web;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.schoolgate.activity.Activity;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** How much was let through and closed in a week, by category and by class, and never whose. */
@Controller
class CountsController {
    private static final Set<Role> OUTSIDE = EnumSet.of(Role.GOVERNOR, Role.CHAIR_OF_GOVERNORS);

    private final Activity activity;
    private final Roster roster;

    CountsController(Activity activity, Roster roster) {
        this.activity = activity;
        this.roster = roster;
    }

    @GetMapping("/activity")
    ModelAndView show(Actor.Somebody actor, @RequestParam(defaultValue = "") String until) {
        var today = roster.today();
        var last = Dates.read(until).filter(day -> day.isBefore(today)).orElse(today);
        var first = last.minusDays(6);
        return new ModelAndView("activity/web/counts")
                .addObject(
                        "view",
                        new CountsView(
                                first,
                                last,
                                last.isBefore(today) ? earliest(last.plusDays(7), today) : null,
                                activity.counts(actor, first, last),
                                activity.countsByClass(actor, first, last),
                                actor.roles().stream().noneMatch(Role::isStaff)
                                        && actor.roles().stream().anyMatch(OUTSIDE::contains)));
    }

    private static LocalDate earliest(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
