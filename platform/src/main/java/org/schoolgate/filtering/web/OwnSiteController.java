package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.OwnSites;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The sites that are always open: help lines, and those of the school itself. */
@Controller
class OwnSiteController {
    private static final String HERE = "/filter/always-open";

    private final OwnSites sites;

    OwnSiteController(OwnSites sites) {
        this.sites = sites;
    }

    @GetMapping(HERE)
    ModelAndView index(Actor.Somebody actor) {
        return page(actor, "", "", Problems.none());
    }

    @PostMapping(HERE)
    ModelAndView add(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        var problems = sites.add(actor, site, reason);
        if (problems.any()) {
            return page(actor, site, reason, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.own.added")));
        return new ModelAndView("redirect:" + HERE);
    }

    @PostMapping(HERE + "/removal")
    String remove(Actor.Somebody actor, @RequestParam(defaultValue = "") String site, RedirectAttributes flash) {
        sites.remove(actor, site);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.own.removed")));
        return "redirect:" + HERE;
    }

    private ModelAndView page(Actor actor, String site, String reason, Problems problems) {
        return new ModelAndView(
                        "filtering/web/alwaysOpen", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("own", sites.all(actor))
                .addObject("help", sites.help(actor))
                .addObject("mayChange", FilteringAccess.ACCESS.allows(actor, Operation.OWN_SITES))
                .addObject("site", site)
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem alwaysOpenEntry() {
            return MenuItem.in(Place.SITES, 70, HERE, "filtering.menu.always-open")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.SEE));
        }
    }
}
