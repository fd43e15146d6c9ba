package org.schoolgate.home.web;

import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.home.FirstScreens;
import org.schoolgate.home.Glances;
import org.schoolgate.home.Need;
import org.schoolgate.home.WordsOfTheWeek;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.signin.SignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first screen of whoever is signed in, and what a technician looks for first. */
@Controller
class HomeController {
    private static final Set<Role> SEE_THE_SCHOOL = EnumSet.of(
            Role.HEAD,
            Role.SENIOR_LEADER,
            Role.ONLINE_SAFETY_COORDINATOR,
            Role.SAFEGUARDING_LEAD,
            Role.DEPUTY_SAFEGUARDING_LEAD,
            Role.OFFICE);
    private static final Set<Role> FIND = EnumSet.of(
            Role.TECHNICIAN,
            Role.HEAD,
            Role.SENIOR_LEADER,
            Role.ONLINE_SAFETY_COORDINATOR,
            Role.SAFEGUARDING_LEAD,
            Role.DEPUTY_SAFEGUARDING_LEAD,
            Role.OFFICE);

    private final FirstScreens screens;
    private final Glances glances;
    private final Clock clock;

    HomeController(FirstScreens screens, Glances glances, Clock clock) {
        this.screens = screens;
        this.glances = glances;
        this.clock = clock;
    }

    @GetMapping("/")
    String index(Actor.Somebody actor, SignedIn signedIn, Model model) {
        if (actor.roles().isEmpty()) {
            throw new Forbidden(actor, "HOME");
        }
        var standing = screens.own(actor);
        model.addAttribute("standing", standing);
        model.addAttribute("online", screens.online(actor, signedIn.session().orElse(null), standing));
        if (actor.is(Role.PUPIL)) {
            return pupil(actor, model);
        }
        if (actor.roles().stream().noneMatch(Role::isStaff)) {
            return outsider(actor, model);
        }
        var open = screens.openCases(actor);
        var needs = screens.needs(actor, open);
        model.addAttribute("dangers", needs.stream().filter(Need::danger).toList());
        model.addAttribute(
                "needs", needs.stream().filter(need -> !need.danger()).toList());
        model.addAttribute("late", screens.late(open));
        model.addAttribute("now", clock.instant());
        model.addAttribute("classes", screens.classes(actor));
        model.addAttribute("finds", is(actor, FIND));
        model.addAttribute("searchFirst", actor.is(Role.TECHNICIAN));
        model.addAttribute("gateways", screens.gateways(actor));
        model.addAttribute("state", screens.state(actor));
        if (is(actor, SEE_THE_SCHOOL)) {
            model.addAttribute("glance", glances.of(actor.school()));
        }
        return "home/web/staff";
    }

    private String pupil(Actor.Somebody actor, Model model) {
        model.addAttribute("week", WordsOfTheWeek.at(clock.instant()));
        model.addAttribute("wanted", screens.wanted(actor));
        model.addAttribute("taken", screens.taken(actor));
        model.addAttribute("givenBack", screens.givenBack(actor));
        model.addAttribute("answered", screens.answered(actor));
        model.addAttribute("lesson", screens.lesson(actor).orElse(null));
        if (actor.phase() != Phase.KS2) {
            return "home/web/ks1";
        }
        model.addAttribute("until", screens.endsToday(screens.own(actor)).orElse(null));
        model.addAttribute("asked", screens.asked(actor));
        model.addAttribute("refused", screens.refusedLately(actor));
        return "home/web/ks2";
    }

    private String outsider(Actor.Somebody actor, Model model) {
        if (actor.is(Role.PARENT)) {
            model.addAttribute("children", screens.children(actor));
            return "home/web/family";
        }
        if (actor.is(Role.GOVERNOR) || actor.is(Role.CHAIR_OF_GOVERNORS)) {
            model.addAttribute("glance", glances.of(actor.school()));
            model.addAttribute("week", screens.week(actor).orElse(null));
            return "home/web/governor";
        }
        if (actor.is(Role.TRUST_OFFICER)) {
            return "redirect:/trust";
        }
        return "home/web/guest";
    }

    /** People with whether they may go online, gateways, and the way to why a site is closed. */
    @GetMapping("/find")
    String find(Actor.Somebody actor, @RequestParam(defaultValue = "") String q, Model model) {
        if (!is(actor, FIND)) {
            throw new Forbidden(actor, "FIND");
        }
        model.addAttribute("q", q.strip());
        model.addAttribute("found", screens.find(actor, q));
        model.addAttribute("isSite", q.strip().matches("\\S+\\.\\S+"));
        model.addAttribute(
                "roles", Arrays.stream(Role.values()).filter(actor::is).collect(Collectors.toSet()));
        return "home/web/find";
    }

    private static boolean is(Actor actor, Set<Role> roles) {
        return actor.roles().stream().anyMatch(roles::contains);
    }
}
