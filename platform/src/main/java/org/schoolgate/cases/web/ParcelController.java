package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Parcels;
import org.schoolgate.cases.TransferId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** All of a child's file on its way to the next school. */
@Controller
class ParcelController {
    private final Parcels parcels;
    private final Sessions sessions;

    ParcelController(Parcels parcels, Sessions sessions) {
        this.parcels = parcels;
        this.sessions = sessions;
    }

    @GetMapping("/people/{id}/next-school")
    ModelAndView show(Actor.Somebody actor, @PathVariable PersonId id) {
        var desk = parcels.look(actor, id);
        return page(desk, ParcelForm.empty(desk), Problems.none());
    }

    @PostMapping("/people/{id}/next-school")
    ModelAndView create(
            Actor.Somebody actor,
            SignedIn reader,
            @PathVariable PersonId id,
            @RequestParam MultiValueMap<String, String> typed,
            RedirectAttributes flash) {
        if (!sessions.isFresh(reader, ExportController.FRESH)) {
            return whoAreYou(id);
        }
        var form = ParcelForm.of(typed);
        var problems = parcels.send(
                actor,
                id,
                form.cases().stream()
                        .flatMap(one -> Ids.read(one).map(CaseId::new).stream())
                        .toList(),
                TransferController.wish(id, form.typed(), form.files()));
        return problems.any()
                ? page(parcels.look(actor, id), form, problems)
                : to(id, Notice.done(say("cases.transfer.sent")), flash);
    }

    @PostMapping("/people/{id}/next-school/{transfer}/again")
    ModelAndView again(
            Actor.Somebody actor,
            @PathVariable PersonId id,
            @PathVariable TransferId transfer,
            RedirectAttributes flash) {
        return to(
                id,
                parcels.sendAgain(actor, id, transfer)
                        ? Notice.done(say("cases.transfer.sent-again"))
                        : Notice.info(say("cases.transfer.accepted-already")),
                flash);
    }

    /** The words are on this page and on no other, and not even on this one when it is asked for again. */
    @PostMapping("/people/{id}/next-school/{transfer}/words")
    ModelAndView giveWords(
            Actor.Somebody actor,
            SignedIn reader,
            @PathVariable PersonId id,
            @PathVariable TransferId transfer,
            HttpServletResponse response,
            RedirectAttributes flash) {
        if (!sessions.isFresh(reader, ExportController.FRESH)) {
            return whoAreYou(id);
        }
        response.setHeader("Cache-Control", "no-store");
        return parcels.giveWords(actor, id, transfer)
                .map(told -> new ModelAndView("cases/web/transferWords")
                        .addObject("transfer", told.transfer())
                        .addObject("words", told.words())
                        .addObject("back", "/people/" + id + "/next-school"))
                .orElseGet(() -> to(id, Notice.info(say("cases.transfer.accepted-already")), flash));
    }

    private static ModelAndView whoAreYou(PersonId id) {
        return new ModelAndView("redirect:/sign-in/locked?to=/people/" + id + "/next-school");
    }

    private static ModelAndView to(PersonId id, Notice notice, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice);
        return new ModelAndView("redirect:/people/" + id + "/next-school");
    }

    private static ModelAndView page(Parcels.Desk desk, ParcelForm form, Problems problems) {
        return new ModelAndView("cases/web/parcel", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("desk", desk)
                .addObject("form", form)
                .addObject("problems", problems);
    }
}
