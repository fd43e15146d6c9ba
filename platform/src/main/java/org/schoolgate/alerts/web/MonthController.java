package org.schoolgate.alerts.web;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.alerts.AlertMonths;
import org.schoolgate.alerts.AlertPolicy;
import org.schoolgate.alerts.AlertPolicy.Operation;
import org.schoolgate.alerts.Sort;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A month of what the filter saw in numbers, of the sorts that are ticked; and for governors without any that is small. */
@Controller
class MonthController {
    private final AlertMonths months;

    MonthController(AlertMonths months) {
        this.months = months;
    }

    @GetMapping("/alerts/month")
    ModelAndView month(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") List<String> sort) {
        var sorts = sorts(sort);
        return new ModelAndView("alerts/web/month")
                .addObject("view", new MonthView(months.read(actor, read(month), sorts), sorts, months.now()))
                .addObject("whole", months.isWhole(actor.school(), read(month)));
    }

    @GetMapping("/alerts/counts")
    ModelAndView counts(Actor.Somebody actor, @RequestParam(defaultValue = "") String month) {
        return new ModelAndView("alerts/web/counts")
                .addObject("counts", months.counts(actor, read(month)))
                .addObject("whole", months.isWhole(actor.school(), read(month)))
                .addObject("now", months.now());
    }

    /** The month that was asked for, and none that is to come. */
    private YearMonth read(String typed) {
        var now = months.now();
        return parsed(typed).filter(month -> !month.isAfter(now)).orElse(now);
    }

    private static Optional<YearMonth> parsed(String typed) {
        try {
            return Optional.of(YearMonth.parse(typed)).filter(month -> month.getYear() >= 2000);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** All of them where none is ticked. */
    private static Set<Sort> sorts(List<String> ticked) {
        var sorts = EnumSet.noneOf(Sort.class);
        ticked.forEach(name -> Sort.named(name).ifPresent(sorts::add));
        return sorts.isEmpty() ? EnumSet.allOf(Sort.class) : sorts;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem monthEntry() {
            return MenuItem.in(Place.CONCERNS, 55, "/alerts/month", "alerts.month.menu")
                    .forRoles(AlertPolicy.ACCESS.rolesFor(Operation.SEE_MONTH))
                    .openedSeldom();
        }

        @Bean
        MenuItem countsOfAlertsEntry() {
            return MenuItem.in(Place.CONCERNS, 56, "/alerts/counts", "alerts.counts.menu")
                    .when(actor -> AlertPolicy.ACCESS.allows(actor, Operation.SEE_COUNTS)
                            && !AlertPolicy.ACCESS.allows(actor, Operation.SEE_MONTH));
        }
    }
}
