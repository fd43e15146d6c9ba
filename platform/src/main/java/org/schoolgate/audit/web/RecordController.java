package org.schoolgate.audit.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.ArrayList;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What happened at the school, and whether the record of it is whole. */
@Controller
class RecordController {
    private static final int A_PAGE = 50;

    private final AuditTrail trail;
    private final Clock clock;

    RecordController(AuditTrail trail, Clock clock) {
        this.trail = trail;
        this.clock = clock;
    }

    @GetMapping("/record")
    ModelAndView index(
            Actor actor,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        var wanted = Dates.read(day);
        var problems = new Problems().when(!day.isBlank() && wanted.isEmpty(), "day", say("audit.index.day.write"));
        // one more than is shown tells whether there is an older page
        var entries = new ArrayList<>(wanted.map(one -> trail.newest(actor, kind, one, before, A_PAGE + 1))
                .orElseGet(() -> trail.newest(actor, kind, before, A_PAGE + 1)));
        boolean hasOlder = entries.size() > A_PAGE;
        if (hasOlder) {
            entries.removeLast();
        }
        return new ModelAndView("audit/web/index", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("entries", entries)
                .addObject("kinds", trail.kinds(actor))
                .addObject("search", new RecordSearch(kind, day, before))
                .addObject("hasOlder", hasOlder)
                .addObject("problems", problems);
    }

    @GetMapping("/record/verify")
    String verify(Actor actor, Model model) {
        model.addAttribute("found", trail.verify(actor));
        model.addAttribute("at", clock.instant());
        model.addAttribute("mayRead", AuditTrail.ACCESS.allows(actor, AuditTrail.Operation.READ));
        return "audit/web/verify";
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem recordEntry() {
            return MenuItem.in(Place.SCHOOL, 70, "/record", "audit.menu")
                    .forRoles(AuditTrail.ACCESS.rolesFor(AuditTrail.Operation.READ));
        }

        @Bean
        MenuItem recordCheckEntry() {
            return MenuItem.in(Place.SCHOOL, 80, "/record/verify", "audit.verify.menu")
                    .forRoles(AuditTrail.ACCESS.rolesFor(AuditTrail.Operation.VERIFY));
        }
    }
}
