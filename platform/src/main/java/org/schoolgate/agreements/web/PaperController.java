package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.PaperId;
import org.schoolgate.agreements.PaperReturns;
import org.schoolgate.agreements.PaperReturns.Entry;
import org.schoolgate.agreements.PaperReturns.Look;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Papers that came back: found by the child's name, entered one after another, looked at again by somebody else. */
@Controller
class PaperController {
    private final PaperReturns papers;

    PaperController(PaperReturns papers) {
        this.papers = papers;
    }

    @GetMapping("/agreements/papers")
    String index(
            Actor actor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String day,
            Model model) {
        model.addAttribute("q", q);
        model.addAttribute("day", day);
        model.addAttribute("found", papers.find(actor, q));
        model.addAttribute("newest", papers.newest(actor));
        model.addAttribute(
                "waiting",
                AgreementsAccess.ACCESS.allows(actor, Operation.LOOK_AGAIN) ? papers.waiting(actor) : List.of());
        return "agreements/web/papers";
    }

    @GetMapping("/agreements/papers/{subject}")
    String form(Actor actor, @PathVariable UUID subject, @RequestParam(defaultValue = "") String day, Model model) {
        return form(actor, subject, PaperForm.empty(day), Problems.none(), model);
    }

    private String form(Actor actor, UUID subject, PaperForm form, Problems problems, Model model) {
        model.addAttribute("sheet", papers.sheet(actor, new PersonId(subject)));
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        return "agreements/web/paper";
    }

    @PostMapping("/agreements/papers/{subject}")
    String enter(
            Actor actor,
            @PathVariable UUID subject,
            @RequestParam(required = false) @Nullable List<String> signers,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String signedOn,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash)
            throws IOException {
        var sheet = papers.sheet(actor, new PersonId(subject));
        var form = new PaperForm(signers == null ? List.of() : signers, answer, signedOn);
        var scan = PaperForm.scan(file);
        var problems = form.problems(scan, file);
        if (!problems.any()) {
            var entry = papers.enter(
                    actor,
                    sheet.subject().id(),
                    form.chosen(sheet),
                    form.agreed(),
                    form.day().orElseThrow(),
                    scan.orElseThrow());
            var name = sheet.subject().name().shown();
            switch (entry) {
                case Entry.Entered entered ->
                    flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.papers.entered", name)));
                case Entry.Waits waits ->
                    flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.papers.waits", name)));
                case Entry.NoPaper() -> problems.add("file", say("agreements.papers.no-paper"));
                case Entry.NobodyNamed() -> problems.add("signers", say("agreements.papers.signers-missing"));
                case Entry.DateToCome() -> problems.add("signedOn", say("agreements.papers.day-to-come"));
                case Entry.BeforeTheText() -> problems.add("signedOn", say("agreements.papers.day-before"));
            }
        }
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return form(actor, subject, form, problems, model);
        }
        return "redirect:/agreements/papers?day=" + form.day().orElseThrow();
    }

    @GetMapping("/agreements/papers/{subject}/{paper}")
    String look(Actor actor, @PathVariable UUID subject, @PathVariable UUID paper, Model model) {
        model.addAttribute("shown", papers.look(actor, new PaperId(paper)));
        model.addAttribute("own", actor.personId().orElse(null));
        model.addAttribute("problems", Problems.none());
        return "agreements/web/paperLook";
    }

    @PostMapping("/agreements/papers/{subject}/{paper}")
    String lookedAt(
            Actor actor,
            @PathVariable UUID subject,
            @PathVariable UUID paper,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String note,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var id = new PaperId(paper);
        var shown = papers.look(actor, id);
        var problems = new Problems()
                .when(!answer.equals("yes") && !answer.equals("no"), "answer", say("agreements.look.answer-missing"))
                .when(answer.equals("no") && note.isBlank(), "note", say("agreements.look.note-missing"));
        if (!problems.any()) {
            var name = shown.subject().name().shown();
            switch (papers.lookedAt(actor, id, answer.equals("yes"), note.strip())) {
                case Look.Verified verified ->
                    flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.look.verified", name)));
                case Look.Returned() ->
                    flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.look.returned", name)));
                case Look.Over() -> flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("agreements.look.over")));
                case Look.OwnEntry() -> problems.add("answer", say("agreements.look.own"));
            }
        }
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("shown", shown);
            model.addAttribute("own", actor.personId().orElse(null));
            model.addAttribute("problems", problems);
            return "agreements/web/paperLook";
        }
        return "redirect:/agreements/papers";
    }
}
