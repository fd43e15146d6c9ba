package org.schoolgate.trusts.web;

import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.trusts.Trusts;
import org.schoolgate.trusts.Trusts.Operation;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The trust's table: its schools side by side. Nothing on it leads into a school. */
@Controller
class TrustController {
    private final Trusts trusts;
    private final Schools schools;

    TrustController(Trusts trusts, Schools schools) {
        this.trusts = trusts;
        this.schools = schools;
    }

    @GetMapping("/trust")
    String show(Actor.Somebody actor, Model model) {
        model.addAttribute("rows", trusts.compare(actor));
        model.addAttribute(
                "trust", schools.find(actor.school()).map(School::trustName).orElseThrow());
        return "trusts/web/table";
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem trustEntry() {
            return MenuItem.in(Place.TODAY, 20, "/trust", "trusts.menu")
                    .forRoles(Trusts.ACCESS.rolesFor(Operation.COMPARE));
        }
    }
}
