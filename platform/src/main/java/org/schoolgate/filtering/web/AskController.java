package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filtering.SiteAsking;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.Asking;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Ask for this site", also from the page that says that it is closed: staff for a class, a pupil for themselves. */
@Controller
class AskController {
    private final SiteAsking asking;
    private final PermissionRegister register;
    private final Roster roster;

    AskController(SiteAsking asking, PermissionRegister register, Roster roster) {
        this.asking = asking;
        this.register = register;
        this.roster = roster;
    }

    @GetMapping("/ask")
    ModelAndView form(
            Actor.Somebody actor, @RequestParam(defaultValue = "") String site, @RequestParam Optional<String> again) {
        if (actor.is(Role.PUPIL)) {
            return pupilPage(site, "", Problems.none());
        }
        requireStaff(actor);
        var form = again.map(id -> register.find(actor, PermissionId.of(id)))
                .map(before -> new AskForm(
                        String.join("\n", before.request().things()),
                        "",
                        "",
                        before.request().reason(),
                        "",
                        before.id().toString(),
                        Reach.PART))
                .orElseGet(() -> new AskForm(site, "", "", "", "", "", ""));
        return page(actor, form, Problems.none());
    }

    @PostMapping("/ask")
    ModelAndView create(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String sites,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String forWhom,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String checked,
            @RequestParam(defaultValue = "") String again,
            @RequestParam(defaultValue = "") String reach,
            RedirectAttributes flash) {
        if (actor.is(Role.PUPIL)) {
            return switch (asking.forMyself(actor, site, reason)) {
                case Asking.Asked _ -> {
                    flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.ask.child.asked")));
                    yield new ModelAndView("redirect:/");
                }
                case Asking.NotLikeThat(var problems) -> pupilPage(site, reason, problems);
            };
        }
        requireStaff(actor);
        var form = new AskForm(sites, forWhom, until, reason, checked, again, reach);
        var problems = form.problems();
        if (problems.any()) {
            return page(actor, form, problems);
        }
        var wish = new SiteAsking.Wish(
                form.wanted(),
                form.forWhom(),
                form.end(),
                form.reason(),
                !form.checked().isBlank(),
                form.again());
        return switch (asking.forReaders(actor, wish)) {
            case Asking.Asked(var permission) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.ask.asked", permission.reference())));
                yield new ModelAndView("redirect:/requests");
            }
            case Asking.NotLikeThat(var found) -> page(actor, form, found);
        };
    }

    private static void requireStaff(Actor actor) {
        if (actor.roles().stream().noneMatch(Role::isStaff)) {
            throw new Forbidden(actor, "ASK");
        }
    }

    private static ModelAndView pupilPage(String site, String reason, Problems problems) {
        return new ModelAndView("filtering/web/askChild", status(problems))
                .addObject("site", site)
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    private ModelAndView page(Actor.Somebody actor, AskForm form, Problems problems) {
        return new ModelAndView("filtering/web/ask", status(problems))
                .addObject("form", form)
                .addObject("readers", readers(actor))
                .addObject("problems", problems);
    }

    /** The asker's own classes first, then all others, then staff. */
    private List<Option> readers(Actor.Somebody actor) {
        var today = roster.today();
        var classes = new ArrayList<>(roster.classesOf(actor.school(), actor.person(), today));
        roster.classes(actor.school(), today).stream()
                .filter(one -> classes.stream().noneMatch(mine -> mine.id().equals(one.id())))
                .forEach(classes::add);
        var readers = new ArrayList<>(classes.stream()
                .map(one -> Option.of(one.id().toString(), one.name()))
                .toList());
        readers.add(Option.of("staff", say("filtering.ask.for.staff")));
        return readers;
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }
}
