package org.schoolgate.alerts.web;

import static org.schoolgate.ui.Words.say;

import java.util.UUID;
import org.schoolgate.alerts.Alert.Verdict;
import org.schoolgate.alerts.AlertId;
import org.schoolgate.alerts.AlertPolicy;
import org.schoolgate.alerts.AlertPolicy.Operation;
import org.schoolgate.alerts.Alerts;
import org.schoolgate.alerts.Alerts.Acting;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the filter saw: what waits for a reader, one signal, and what they make of it. */
@Controller
class AlertsController {
    private final Alerts alerts;

    AlertsController(Alerts alerts) {
        this.alerts = alerts;
    }

    @GetMapping("/alerts")
    String index(Actor.Somebody actor, Model model) {
        AlertPolicy.ACCESS.require(actor, Operation.READ);
        model.addAttribute("waiting", alerts.waiting(actor));
        model.addAttribute("lately", alerts.lately(actor));
        model.addAttribute("sample", alerts.sample(actor));
        model.addAttribute("grades", AlertPolicy.ACCESS.allows(actor, Operation.SEE_GRADES));
        return "alerts/web/index";
    }

    @GetMapping("/alerts/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable UUID id) {
        return page(actor, alerts.read(actor, new AlertId(id)), "", Problems.none());
    }

    @PostMapping("/alerts/{id}/case")
    String open(Actor.Somebody actor, @PathVariable UUID id, RedirectAttributes flash) {
        return switch (alerts.open(actor, new AlertId(id))) {
            case Acting.HasCase(var followed) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("alerts.opened")));
                yield "redirect:" + followed.path();
            }
            case Acting.Done _, Acting.DecidedBefore _, Acting.NotLikeThat _ -> before(id, flash);
        };
    }

    @PostMapping("/alerts/{id}/aside")
    ModelAndView putAside(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String because,
            @RequestParam(defaultValue = "false") boolean mistaken,
            RedirectAttributes flash) {
        return acted(
                actor, id, because, alerts.putAside(actor, new AlertId(id), because, mistaken), "alerts.aside", flash);
    }

    @PostMapping("/alerts/{id}/false-alarm")
    ModelAndView falseAlarm(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String because,
            RedirectAttributes flash) {
        return acted(
                actor, id, because, alerts.falseAlarm(actor, new AlertId(id), because), "alerts.mistaken.kept", flash);
    }

    @PostMapping("/alerts/{id}/second")
    ModelAndView review(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String verdict,
            @RequestParam(defaultValue = "") String because,
            RedirectAttributes flash) {
        var agrees = verdict.equals(Verdict.AGREES.name());
        return acted(
                actor,
                id,
                because,
                alerts.review(actor, new AlertId(id), agrees, because),
                "alerts.second.kept",
                flash);
    }

    private ModelAndView acted(
            Actor.Somebody actor, UUID id, String because, Acting acting, String done, RedirectAttributes flash) {
        return switch (acting) {
            case Acting.NotLikeThat(var problems) ->
                page(actor, alerts.show(actor, new AlertId(id)), because, problems);
            case Acting.Done _ -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say(done)));
                yield new ModelAndView("redirect:/alerts");
            }
            case Acting.DecidedBefore _, Acting.HasCase _ -> new ModelAndView(before(id, flash));
        };
    }

    private static String before(UUID id, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.info(say("alerts.before")));
        return "redirect:/alerts/" + id;
    }

    private ModelAndView page(Actor.Somebody actor, Alerts.Opened opened, String because, Problems problems) {
        return new ModelAndView("alerts/web/alert", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("opened", opened)
                .addObject("reviews", alerts.mayReview(actor, opened.alert()))
                .addObject("because", because)
                .addObject("problems", problems);
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem alertsEntry(Alerts alerts) {
            return MenuItem.in(Place.CONCERNS, 15, "/alerts", "alerts.menu")
                    .forRoles(AlertPolicy.ACCESS.rolesFor(Operation.READ))
                    .countingFor(alerts::count);
        }
    }
}
