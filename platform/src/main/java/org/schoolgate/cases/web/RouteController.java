package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.Route;
import org.schoolgate.cases.Routes;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who hears of what, for everybody who works here; the head says it. */
@Controller
class RouteController {
    private final Routes routes;
    private final SchoolProcedures procedures;

    RouteController(Routes routes, SchoolProcedures procedures) {
        this.routes = routes;
        this.procedures = procedures;
    }

    @GetMapping("/who-hears")
    ModelAndView index(Actor.Somebody actor) {
        var inForce = procedures.inForce(actor.school());
        return new ModelAndView("cases/web/routes")
                .addObject(
                        "lines",
                        routes.all(actor).stream()
                                .map(route -> RouteLine.of(route, inForce))
                                .toList())
                .addObject("changes", Settings.ACCESS.allows(actor, Settings.Operation.CHANGE));
    }

    @GetMapping("/who-hears/{matter}")
    ModelAndView form(Actor.Somebody actor, @PathVariable String matter) {
        var route = routes.one(actor, matter(actor, matter));
        return form(actor, route, names(route.heardBy()), route.procedure(), "", Problems.none());
    }

    @PostMapping("/who-hears/{matter}")
    ModelAndView change(
            Actor.Somebody actor,
            @PathVariable String matter,
            @RequestParam(name = "heard-by", defaultValue = "") List<String> heardBy,
            @RequestParam(defaultValue = "") String procedure,
            @RequestParam(defaultValue = "") String why,
            RedirectAttributes flash) {
        var which = matter(actor, matter);
        var problems = routes.change(actor, which, roles(heardBy), procedure, why);
        if (problems.any()) {
            return form(actor, routes.one(actor, which), heardBy, procedure, why, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.route.kept")));
        return new ModelAndView("redirect:/who-hears");
    }

    private ModelAndView form(
            Actor.Somebody actor, Route route, List<String> heardBy, String procedure, String why, Problems problems) {
        var inForce = procedures.inForce(actor.school());
        var kinds = Stream.concat(
                        Stream.of(Option.of("", say("cases.route.no-kind"))),
                        procedures.offered(actor.school()).stream().map(one -> Option.of(one.id(), one.title())))
                .toList();
        return new ModelAndView("cases/web/route", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("line", RouteLine.of(route, inForce))
                .addObject("roles", RouteLine.choices(route.matter()))
                .addObject("kinds", kinds)
                .addObject("heardBy", heardBy)
                .addObject("procedure", procedure)
                .addObject("why", why)
                .addObject("problems", problems);
    }

    private static Matter matter(Actor.Somebody actor, String name) {
        Settings.ACCESS.require(actor, Settings.Operation.CHANGE);
        return Matter.chosen(name).orElseThrow(() -> new NotFound("matter"));
    }

    private static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::name).toList();
    }

    private static Set<Role> roles(List<String> names) {
        var roles = EnumSet.noneOf(Role.class);
        Routes.offered().stream().filter(role -> names.contains(role.name())).forEach(roles::add);
        return roles;
    }
}
