package org.schoolgate.permissions.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.permissions.Decision;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Permissions.Operation;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What I asked, what waits for my decision, and one request with all that is known about it. */
@Controller
class RequestController {
    private final Permissions permissions;
    private final PermissionRegister register;

    RequestController(Permissions permissions, PermissionRegister register) {
        this.permissions = permissions;
        this.register = register;
    }

    @GetMapping("/requests")
    String index(Actor.Somebody actor, Model model) {
        model.addAttribute("requests", views(actor, register.mine(actor)));
        model.addAttribute("asks", actor.roles().stream().anyMatch(Role::isStaff));
        return "permissions/web/index";
    }

    @GetMapping("/requests/queue")
    ModelAndView queue(Actor.Somebody actor, @RequestParam Optional<String> at) {
        Permissions.ACCESS.require(actor, Operation.DECIDE);
        var waiting = views(actor, register.waiting(actor));
        var current = waiting.stream()
                .filter(view ->
                        at.map(view.permission().id().toString()::equals).orElse(true))
                .findFirst()
                .or(() -> waiting.stream().findFirst())
                .orElse(null);
        return page(waiting, current, null, Problems.none());
    }

    @GetMapping("/requests/{id}")
    String show(Actor.Somebody actor, @PathVariable PermissionId id, Model model) {
        var view = RequestView.of(register, actor, register.find(actor, id));
        model.addAttribute("view", view);
        model.addAttribute("form", DecisionForm.empty(view.permission()));
        model.addAttribute("problems", Problems.none());
        return "permissions/web/show";
    }

    @PostMapping("/requests/{id}/decision")
    ModelAndView decide(
            Actor.Somebody actor,
            @PathVariable PermissionId id,
            @RequestParam MultiValueMap<String, String> sent,
            RedirectAttributes flash) {
        Permissions.ACCESS.require(actor, Operation.DECIDE);
        var permission = register.find(actor, id);
        var form = DecisionForm.of(sent, permission.request().things());
        var decision = form.refuse()
                ? permissions.refuse(actor, id, form.reason())
                : permissions.grant(actor, id, form.giving(permission));
        if (decision instanceof Decision.NotLikeThat(var asked, var problems)) {
            var waiting = views(actor, register.waiting(actor));
            return page(waiting, RequestView.of(register, actor, asked), form, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, notice(decision));
        return new ModelAndView("redirect:/requests/queue");
    }

    private static Notice notice(Decision decision) {
        return switch (decision) {
            case Decision.Granted(var permission) ->
                Notice.done(say("permissions.decided.granted", permission.reference()));
            case Decision.Refused(var permission) ->
                Notice.done(
                        say("permissions.decided.refused", permission.request().byName()));
            case Decision.OwnRequest _ -> Notice.info(say("permissions.decided.own"));
            case Decision.AlreadyDecided _ -> Notice.info(say("permissions.decided.already"));
            case Decision.TooLate _ -> Notice.info(say("permissions.decided.too-late"));
            case Decision.NotLikeThat refused ->
                Notice.info(String.join(" ", refused.problems().all().values()));
        };
    }

    @PostMapping("/requests/{id}/withdrawal")
    String withdraw(Actor.Somebody actor, @PathVariable PermissionId id, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH,
                permissions.withdraw(actor, id)
                        ? Notice.done(say("permissions.withdrawn"))
                        : Notice.info(say("permissions.decided.already")));
        return "redirect:/requests";
    }

    private List<RequestView> views(Actor actor, List<Permission> all) {
        return all.stream()
                .map(permission -> RequestView.of(register, actor, permission))
                .toList();
    }

    private static ModelAndView page(
            List<RequestView> waiting, @Nullable RequestView current, @Nullable DecisionForm form, Problems problems) {
        return new ModelAndView(
                        "permissions/web/queue", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("waiting", waiting)
                .addObject("current", current)
                .addObject("form", form != null || current == null ? form : DecisionForm.empty(current.permission()))
                .addObject("problems", problems);
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem requestQueueEntry(PermissionRegister register) {
            return MenuItem.in(Place.SITES, 10, "/requests/queue", "permissions.menu.queue")
                    .forRoles(Permissions.ACCESS.rolesFor(Operation.DECIDE))
                    .counting(actor -> register.waiting(actor).size());
        }

        @Bean
        MenuItem myRequestsEntry() {
            return MenuItem.in(Place.SITES, 20, "/requests", "permissions.menu.mine")
                    .when(actor -> actor.roles().stream().anyMatch(Role::isStaff));
        }
    }
}
