package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.UUID;
import org.schoolgate.cases.Asking;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Deciding;
import org.schoolgate.cases.Tellers;
import org.schoolgate.kernel.Actor;
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

/** Who wrote what a case follows from: asked with a reason, decided by a second person, read on the record. */
@Controller
class TellerController {
    private final Tellers tellers;

    TellerController(Tellers tellers) {
        this.tellers = tellers;
    }

    @GetMapping("/cases/{id}/teller")
    ModelAndView show(Actor.Somebody actor, @PathVariable CaseId id) {
        return page(actor, id, Problems.none());
    }

    @PostMapping("/cases/{id}/teller")
    ModelAndView ask(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean danger,
            RedirectAttributes flash) {
        return switch (tellers.ask(actor, id, reason, danger)) {
            case Asking.Asked() -> to(id, Notice.done(say("cases.who.asked")), flash);
            case Asking.AskedBefore() -> to(id, Notice.info(say("cases.who.asked-before")), flash);
            case Asking.Released() -> to(id, Notice.done(say("cases.who.released-danger")), flash);
            case Asking.NotLikeThat(var problems) -> page(actor, id, problems).addObject("reason", reason);
        };
    }

    @PostMapping("/cases/{id}/teller/{request}")
    ModelAndView decide(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable UUID request,
            @RequestParam(defaultValue = "false") boolean release,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "false") boolean quiet,
            RedirectAttributes flash) {
        return switch (tellers.decide(actor, id, request, release, reason, quiet)) {
            case Deciding.Decided() -> to(id, Notice.done(say("cases.who.decided")), flash);
            case Deciding.DecidedBefore() -> to(id, Notice.info(say("cases.who.decided-before")), flash);
            case Deciding.NotLikeThat(var problems) -> page(actor, id, problems).addObject("why", reason);
        };
    }

    /** Shows it on a page of its own that nothing keeps; a press, as a page that is only looked at changes nothing. */
    @PostMapping("/cases/{id}/teller/read")
    ModelAndView read(Actor.Somebody actor, @PathVariable CaseId id, RedirectAttributes flash) {
        return tellers.read(actor, id)
                .map(known -> new ModelAndView("cases/web/tellerKnown").addObject("known", known))
                .orElseGet(() -> to(id, Notice.info(say("cases.who.not-released")), flash));
    }

    private ModelAndView page(Actor.Somebody actor, CaseId id, Problems problems) {
        var standing = tellers.standing(actor, id);
        return new ModelAndView("cases/web/teller", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("standing", standing)
                .addObject("waits", standing.waits(actor))
                .addObject("problems", problems);
    }

    private static ModelAndView to(CaseId id, Notice notice, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice);
        return new ModelAndView("redirect:/cases/" + id + "/teller");
    }
}
