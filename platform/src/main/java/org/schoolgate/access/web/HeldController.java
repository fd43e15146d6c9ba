package org.schoolgate.access.web;

import java.time.Clock;
import org.schoolgate.access.Access;
import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.Audience;
import org.schoolgate.access.Explained;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.access.Service;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where somebody stands whose account is closed to the school's pages: why, and what to do. */
@Controller
class HeldController {
    private final Access access;
    private final Clock clock;

    HeldController(Access access, Clock clock) {
        this.access = access;
        this.clock = clock;
    }

    @GetMapping("/held")
    String show(Actor.Somebody actor, Model model) {
        if (actor.roles().isEmpty()) {
            throw new Forbidden(actor, "HELD");
        }
        return switch (access.decide(actor.school(), actor.person(), Service.SCHOOL_PAGES, clock.instant())) {
            case AccessDecision.Allowed _ -> "redirect:/";
            case AccessDecision.Refused refused -> {
                var audience = Audience.of(ReaderKind.of(actor.roles(), actor.phase()));
                model.addAttribute("why", Explained.to(audience, refused.first(), actor.name()));
                yield actor.is(Role.PUPIL) ? "access/web/heldPupil" : "access/web/held";
            }
        };
    }
}
