package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Map;
import org.schoolgate.cases.LadderAudience;
import org.schoolgate.cases.Ladders;
import org.schoolgate.cases.Ladders.Changing;
import org.schoolgate.cases.Ladders.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What may follow when rules are broken: everybody reads their own, the head writes each anew. */
@Controller
class LadderController {
    private final Ladders ladders;

    LadderController(Ladders ladders) {
        this.ladders = ladders;
    }

    @GetMapping("/what-follows")
    String own(Actor.Somebody reader, Model model) {
        model.addAttribute("ladder", ladders.own(reader));
        return reader.is(Role.PUPIL)
                ? "cases/web/ladderPupil"
                : reader.roles().stream().anyMatch(Role::isStaff) ? "cases/web/ladderStaff" : "cases/web/ladderAdult";
    }

    @GetMapping("/sanctions/ladders")
    ModelAndView form(Actor.Somebody actor, @RequestParam(defaultValue = "KS2") LadderAudience audience) {
        Ladders.ACCESS.require(actor, Operation.CHANGE);
        return page(LadderForm.of(ladders.of(actor.school(), audience)), Problems.none());
    }

    @PostMapping("/sanctions/ladders")
    ModelAndView change(Actor.Somebody actor, @RequestParam Map<String, String> typed, RedirectAttributes flash) {
        Ladders.ACCESS.require(actor, Operation.CHANGE);
        var form = LadderForm.typed(typed);
        var audience = form.audience();
        var problems = form.problems();
        if (problems.any()) {
            return page(form, problems);
        }
        return switch (ladders.change(actor, audience, form.version(), form.lines())) {
            case Changing.NotLikeThat(var wrong) -> page(form, wrong);
            case Changing.SomebodyWasFaster() -> page(form, Problems.of("ladder", say("cases.ladder.faster")));
            case Changing.Changed _ -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.ladder.changed")));
                yield new ModelAndView("redirect:/sanctions/ladders?audience=" + audience);
            }
        };
    }

    private static ModelAndView page(LadderForm form, Problems problems) {
        return new ModelAndView(
                        "cases/web/ladderForm", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("form", form)
                .addObject("problems", problems);
    }
}
