package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Map;
import org.schoolgate.cases.Answering;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.Concerns;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Answers whoever wrote from outside, from the page of the case. */
@Controller
class ConcernAnswerController {
    private final Concerns concerns;
    private final CaseRegister register;
    private final CasePages pages;

    ConcernAnswerController(Concerns concerns, CaseRegister register, CasePages pages) {
        this.concerns = concerns;
        this.register = register;
        this.pages = pages;
    }

    @PostMapping("/cases/{id}/answer")
    ModelAndView answer(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam(defaultValue = "") String reply,
            RedirectAttributes flash) {
        return switch (concerns.answer(actor, id, reply)) {
            case Answering.Kept() -> CasePages.to(id, Notice.done(say("cases.concern.answer.sent")), flash);
            case Answering.NotLikeThat(var problems) ->
                pages.page(actor, register.show(actor, id), Map.of("reply", reply), problems);
        };
    }
}
