package org.schoolgate.permissions.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Permissions.Operation;
import org.schoolgate.ui.Chip;
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
    private static final String HERE = "/requests/open";

    private final Permissions permissions;
    private final PermissionRegister register;
    private final Clock clock;

    OpenController(Permissions permissions, PermissionRegister register, Clock clock) {
        this.permissions = permissions;
        this.register = register;
        this.clock = clock;
    }

    @GetMapping(HERE)
    String index(
            Actor.Somebody actor,
            @RequestParam Optional<String> about,
            @RequestParam(defaultValue = "") String show,
            Model model) {
        var thing = about.map(String::strip).filter(text -> !text.isEmpty());
        var found = views(actor, thing.isPresent() ? register.about(actor, thing.get()) : register.live(actor));
        var due = found.stream().filter(this::isDue).toList();
        var ending = found.stream().filter(RequestView::isEnding).toList();
        var shown = switch (show) {
            case "due" -> due;
            case "ending" -> ending;
            default -> found;
        };
        model.addAttribute("requests", shown);
        model.addAttribute(
                "due",
                due.stream().map(view -> view.permission().id().toString()).toList());
        model.addAttribute(
                "chips",
                List.of(
                        new Chip(
                                say("permissions.open.all"),
                                found.size(),
                                HERE,
                                !show.equals("due") && !show.equals("ending")),
                        new Chip(say("permissions.open.due"), due.size(), HERE + "?show=due", show.equals("due")),
                        new Chip(
                                say("permissions.open.ending"),
                                ending.size(),
                                HERE + "?show=ending",
                                show.equals("ending"))));
        model.addAttribute("stale", thing.isPresent() ? List.of() : views(actor, register.closedAsStale(actor)));
        model.addAttribute("mayExport", Permissions.ACCESS.allows(actor, Operation.EXPORT));
        model.addAttribute("about", thing.orElse(""));
        model.addAttribute("mayReview", Permissions.ACCESS.allows(actor, Operation.REVIEW));
        return "permissions/web/open";
    }

    private List<RequestView> views(Actor actor, List<Permission> all) {
        return all.stream()
                .map(permission -> RequestView.of(register, actor, permission))
                .toList();
    }

    private boolean isDue(RequestView view) {
        return view.reviewDue().filter(due -> !due.isAfter(clock.instant())).isPresent();
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
