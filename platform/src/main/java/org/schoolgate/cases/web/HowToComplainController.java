package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import org.schoolgate.cases.HowToComplain;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How people complain here: for everybody to read, and for the head and the office to send to parents. */
@Controller
class HowToComplainController {
    private final HowToComplain how;

    HowToComplainController(HowToComplain how) {
        this.how = how;
    }

    @GetMapping("/how-to-complain")
    ModelAndView show(Actor.Somebody actor) {
        if (actor.roles().isEmpty()) {
            throw new Forbidden(actor, "READ_HOW_TO_COMPLAIN");
        }
        if (actor.is(Role.PUPIL)) {
            return new ModelAndView("cases/web/howPupil").addObject("school", actor.school());
        }
        var sends = HowToComplain.ACCESS.allows(actor, HowToComplain.Operation.SEND);
        return new ModelAndView("cases/web/how")
                .addObject("words", how.words(actor.school()))
                .addObject("school", actor.school())
                .addObject("sends", sends)
                .addObject("sendings", sends ? how.sendings(actor) : List.of());
    }

    @PostMapping("/how-to-complain/letters")
    ModelAndView send(Actor.Somebody actor, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH,
                how.send(actor) ? Notice.done(say("cases.how.sent")) : Notice.info(say("cases.how.sent-before")));
        return new ModelAndView("redirect:/how-to-complain");
    }
}
