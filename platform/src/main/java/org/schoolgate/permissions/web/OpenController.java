package org.schoolgate.permissions.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Permissions.Operation;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everything that is open for a while, to be looked at from time to time and closed where nobody needs it (FIL-24). */
@Controller
class OpenController {
    private final Permissions permissions;
    private final PermissionRegister register;
    private final Clock clock;

    OpenController(Permissions permissions, PermissionRegister register, Clock clock) {
        this.permissions = permissions;
        this.register = register;
        this.clock = clock;
    }

    @GetMapping("/requests/open")
    String index(Actor.Somebody actor, @RequestParam Optional<String> about, Model model) {
        var thing = about.map(String::strip).filter(text -> !text.isEmpty());
        var found = thing.isPresent() ? register.about(actor, thing.get()) : register.live(actor);
        var now = clock.instant();
        model.addAttribute(
                "requests",
                found.stream()
                        .map(permission -> RequestView.of(register, actor, permission))
                        .toList());
        model.addAttribute(
                "due",
                found.stream()
                        .filter(permission -> register.reviewDue(permission)
                                .filter(due -> !due.isAfter(now))
                                .isPresent())
                        .map(permission -> permission.id().toString())
                        .toList());
        model.addAttribute("about", thing.orElse(""));
        model.addAttribute("mayReview", Permissions.ACCESS.allows(actor, Operation.REVIEW));
        return "permissions/web/open";
    }

    @PostMapping("/requests/{id}/review")
    String review(Actor.Somebody actor, @PathVariable PermissionId id, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH,
                permissions.review(actor, id)
                        ? Notice.done(say("permissions.reviewed"))
                        : Notice.info(say("permissions.not-open")));
        return "redirect:/requests/open";
    }

    @PostMapping("/requests/{id}/closing")
    String close(
            Actor.Somebody actor,
            @PathVariable PermissionId id,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        register.find(actor, id);
        if (reason.isBlank()) {
            flash.addFlashAttribute(Notice.FLASH, Notice.info(say("permissions.close.no-reason")));
            return "redirect:/requests/" + id;
        }
        flash.addFlashAttribute(
                Notice.FLASH,
                permissions.revoke(actor, id, reason)
                        ? Notice.done(say("permissions.closed"))
                        : Notice.info(say("permissions.not-open")));
        return "redirect:/requests/" + id;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem openPermissionsEntry() {
            return MenuItem.in(Place.SITES, 40, "/requests/open", "permissions.menu.open")
                    .forRoles(Permissions.ACCESS.rolesFor(Operation.LIST));
        }
    }
}
