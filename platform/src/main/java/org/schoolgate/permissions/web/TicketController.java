package org.schoolgate.permissions.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.kernel.Actor;
import org.schoolgate.permissions.PermissionId;
import org.schoolgate.permissions.PermissionRegister;
import org.schoolgate.permissions.Permissions;
import org.schoolgate.permissions.Permissions.Operation;
import org.schoolgate.permissions.Permissions.Ticketing;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The provider's ticket for a permission that is open: its number beside ours, and what the provider answered (FIL-6). */
@Controller
class TicketController {
    private final Permissions permissions;
    private final PermissionRegister register;

    TicketController(Permissions permissions, PermissionRegister register) {
        this.permissions = permissions;
        this.register = register;
    }

    @GetMapping("/requests/{id}/ticket")
    ModelAndView form(Actor.Somebody actor, @PathVariable PermissionId id) {
        Permissions.ACCESS.require(actor, Operation.TICKET);
        var ticket = register.find(actor, id).grant().map(grant -> grant.ticket());
        return page(
                actor,
                id,
                ticket.map(one -> one.number()).orElse(""),
                ticket.map(one -> one.answer()).orElse(""),
                Problems.none());
    }

    @PostMapping("/requests/{id}/ticket")
    ModelAndView keep(
            Actor.Somebody actor,
            @PathVariable PermissionId id,
            @RequestParam(defaultValue = "") String ticket,
            @RequestParam(defaultValue = "") String answer,
            RedirectAttributes flash) {
        Permissions.ACCESS.require(actor, Operation.TICKET);
        register.find(actor, id);
        switch (permissions.ticket(actor, id, ticket, answer)) {
            case Ticketing.NotLikeThat(var problems) -> {
                return page(actor, id, ticket, answer, problems);
            }
            case Ticketing.Kept _ -> flash.addFlashAttribute(Notice.FLASH, Notice.done(say("permissions.ticket.kept")));
            case Ticketing.NotOpen _ -> flash.addFlashAttribute(Notice.FLASH, Notice.info(say("permissions.not-open")));
        }
        return new ModelAndView("redirect:/requests/" + id);
    }

    private ModelAndView page(Actor actor, PermissionId id, String ticket, String answer, Problems problems) {
        return new ModelAndView(
                        "permissions/web/ticket", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("view", RequestView.of(register, actor, register.find(actor, id)))
                .addObject("ticket", ticket)
                .addObject("answer", answer)
                .addObject("problems", problems);
    }
}
