package org.schoolgate.home.web;

import org.schoolgate.home.FirstScreens;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.MenuItem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first screen of whoever is signed in. */
@Controller
class HomeController {
    private final FirstScreens screens;
    private final Roster roster;

    HomeController(FirstScreens screens, Roster roster) {
        this.screens = screens;
        this.roster = roster;
    }

    @GetMapping("/")
    String index(Actor.Somebody actor, Model model) {
        if (actor.roles().isEmpty()) {
            throw new Forbidden(actor, "HOME");
        }
        model.addAttribute("standing", screens.own(actor));
        if (actor.is(Role.PUPIL)) {
            if (actor.phase() != Phase.KS2) {
                return "home/web/ks1";
            }
            model.addAttribute("asked", screens.asked(actor));
            return "home/web/ks2";
        }
        if (actor.roles().stream().noneMatch(Role::isStaff)) {
            return outsider(actor, model);
        }
        model.addAttribute("needs", screens.needs(actor));
        if (seesTheSchool(actor)) {
            model.addAttribute("glance", screens.glance(actor.school()));
        }
        model.addAttribute("classes", roster.classesOf(actor.school(), actor.person(), roster.today()));
        return "home/web/staff";
    }

    private String outsider(Actor.Somebody actor, Model model) {
        if (actor.is(Role.PARENT)) {
            model.addAttribute("children", screens.children(actor));
            return "home/web/family";
        }
        if (actor.is(Role.GOVERNOR) || actor.is(Role.CHAIR_OF_GOVERNORS)) {
            model.addAttribute("glance", screens.glance(actor.school()));
        }
        return "home/web/guest";
    }

    private static boolean seesTheSchool(Actor actor) {
        return actor.is(Role.HEAD)
                || actor.is(Role.SENIOR_LEADER)
                || actor.is(Role.ONLINE_SAFETY_COORDINATOR)
                || actor.is(Role.SAFEGUARDING_LEAD)
                || actor.is(Role.DEPUTY_SAFEGUARDING_LEAD);
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem todayEntry() {
            return MenuItem.in(MenuItem.Place.TODAY, 0, "/", "ui.menu.today");
        }
    }
}
