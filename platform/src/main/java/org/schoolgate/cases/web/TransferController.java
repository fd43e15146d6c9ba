package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.TransferId;
import org.schoolgate.cases.Transfers;
import org.schoolgate.documents.EvidenceId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
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

/** Where a case went besides: to another school, and under which number to another system. */
@Controller
class TransferController {
    private final Transfers transfers;
    private final Sessions sessions;

    TransferController(Transfers transfers, Sessions sessions) {
        this.transfers = transfers;
        this.sessions = sessions;
    }

    @GetMapping("/cases/{id}/transfers")
    ModelAndView index(Actor.Somebody actor, @PathVariable CaseId id, @RequestParam(defaultValue = "") String child) {
        return index(actor, id, Map.of("child", child), List.of(), Problems.none());
    }

    @PostMapping("/cases/{id}/transfers")
    ModelAndView create(
            Actor.Somebody actor,
            SignedIn reader,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<String> files,
            RedirectAttributes flash) {
        List<String> chosen = files == null ? List.of() : files;
        if (!sessions.isFresh(reader, ExportController.FRESH)) {
            return new ModelAndView("redirect:/sign-in/locked?to=/cases/" + id + "/transfers");
        }
        var child = Ids.read(typed.getOrDefault("child", "")).map(PersonId::new).orElse(null);
        var problems = transfers.send(actor, id, wish(child, typed, chosen));
        return problems.any()
                ? index(actor, id, typed, chosen, problems)
                : to(id, Notice.done(say("cases.transfer.sent")), flash);
    }

    static Transfers.Wish wish(@Nullable PersonId child, Map<String, String> typed, Collection<String> files) {
        return new Transfers.Wish(
                child,
                typed.getOrDefault("school", ""),
                typed.getOrDefault("address", "").strip(),
                typed.getOrDefault("contact", ""),
                typed.getOrDefault("telephone", ""),
                files.stream()
                        .flatMap(file -> Ids.read(file).map(EvidenceId::new).stream())
                        .toList());
    }

    @PostMapping("/cases/{id}/transfers/{transfer}/again")
    ModelAndView again(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable TransferId transfer,
            RedirectAttributes flash) {
        return to(
                id,
                transfers.sendAgain(actor, id, transfer)
                        ? Notice.done(say("cases.transfer.sent-again"))
                        : Notice.info(say("cases.transfer.accepted-already")),
                flash);
    }

    /** The words are on this page and on no other, and not even on this one when it is asked for again. */
    @PostMapping("/cases/{id}/transfers/{transfer}/words")
    ModelAndView giveWords(
            Actor.Somebody actor,
            SignedIn reader,
            @PathVariable CaseId id,
            @PathVariable TransferId transfer,
            HttpServletResponse response,
            RedirectAttributes flash) {
        if (!sessions.isFresh(reader, ExportController.FRESH)) {
            return new ModelAndView("redirect:/sign-in/locked?to=/cases/" + id + "/transfers");
        }
        response.setHeader("Cache-Control", "no-store");
        return transfers
                .giveWords(actor, id, transfer)
                .map(told -> new ModelAndView("cases/web/transferWords")
                        .addObject("transfer", told.transfer())
                        .addObject("words", told.words())
                        .addObject("back", "/cases/" + id + "/transfers"))
                .orElseGet(() -> to(id, Notice.info(say("cases.transfer.accepted-already")), flash));
    }

    @PostMapping("/cases/{id}/references")
    ModelAndView refer(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var problems = transfers.refer(
                actor,
                id,
                typed.getOrDefault("system", ""),
                typed.getOrDefault("number", ""),
                Dates.read(typed.getOrDefault("day", "")).orElse(null));
        return problems.any()
                ? index(actor, id, typed, List.of(), problems)
                : to(id, Notice.done(say("cases.reference.written")), flash);
    }

    private static ModelAndView to(CaseId id, Notice notice, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, notice);
        return new ModelAndView("redirect:/cases/" + id + "/transfers");
    }

    private ModelAndView index(
            Actor.Somebody actor, CaseId id, Map<String, String> typed, List<String> files, Problems problems) {
        return new ModelAndView(
                        "cases/web/transfers", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("desk", transfers.look(actor, id))
                .addObject("parcels", CasePolicy.ACCESS.allows(actor, Operation.SEND_FILES))
                .addObject("typed", typed)
                .addObject("files", files)
                .addObject("problems", problems);
    }
}
