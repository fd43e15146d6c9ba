package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Drafts;
import org.schoolgate.cases.Filing;
import org.schoolgate.cases.Keeping;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.Reports;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An adult tells: in one box, or in as many as they like, at once or in a draft that is kept until they send it. */
@Controller
class StatementController {
    private final Reports reports;
    private final Drafts drafts;

    StatementController(Reports reports, Drafts drafts) {
        this.reports = reports;
        this.drafts = drafts;
    }

    @GetMapping("/report")
    ModelAndView form(Actor.Somebody actor, @RequestParam(required = false) @Nullable String page) {
        Reports.ACCESS.require(actor, Reports.Operation.TELL);
        if (actor.is(Role.PUPIL)) {
            return new ModelAndView("redirect:/tell");
        }
        return form(actor, ReportForm.empty(page), Problems.none()).addObject("drafts", drafts.of(actor));
    }

    @PostMapping("/report")
    ModelAndView create(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String draft,
            @RequestParam MultiValueMap<String, String> typed) {
        Reports.ACCESS.require(actor, Reports.Operation.TELL);
        if (actor.is(Role.PUPIL)) {
            return new ModelAndView("redirect:/tell");
        }
        var form = form(draft, typed);
        var problems = form.problems();
        if (problems.any()) {
            return form(actor, form, problems);
        }
        return switch (reports.file(actor, form.statement())) {
            case Filing.NotLikeThat(var wrong) -> form(actor, form, wrong);
            case Filing.Kept(var report) -> new ModelAndView("redirect:/tell/" + report.id());
        };
    }

    @GetMapping("/report/drafts/{id}")
    ModelAndView draft(
            Actor.Somebody actor, @PathVariable UUID id, @RequestParam(defaultValue = "false") boolean look) {
        var form = ReportForm.of(drafts.find(actor, new ReportId(id)));
        return form(actor, form, Problems.none())
                .addObject("found", look ? reports.people(actor, form.value("who")) : List.of())
                .addObject("looked", look)
                .addObject("kept", true);
    }

    /** Keeps what is typed so far; {@code add} and {@code named} put somebody more on it, {@code look} looks for them. */
    @PostMapping("/report/drafts")
    Object keep(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String draft,
            @RequestParam MultiValueMap<String, String> typed,
            @RequestParam(defaultValue = "") String add,
            @RequestParam(defaultValue = "") String named,
            @RequestParam(defaultValue = "false") boolean look,
            @RequestParam(defaultValue = "false") boolean byScript,
            RedirectAttributes flash) {
        var form = added(actor, form(draft, typed).tidy(), add, named);
        var keeping = drafts.keep(actor, form.id(), form.typed());
        if (byScript) {
            return ResponseEntity.status(keeping == Keeping.KEPT ? HttpStatus.NO_CONTENT : HttpStatus.CONFLICT)
                    .build();
        }
        return switch (keeping) {
            case KEPT -> kept(form.id(), look, look || !add.isEmpty() || !named.isEmpty(), flash);
            case SENT_ALREADY -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.info(say("cases.report.draft.sent")));
                yield new ModelAndView("redirect:/tell/" + form.id());
            }
            case TOO_MANY -> form(actor, form, Problems.of("words", say("cases.report.draft.many", Drafts.MOST)));
        };
    }

    private static ModelAndView kept(ReportId id, boolean look, boolean people, RedirectAttributes flash) {
        if (!people) {
            flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.report.draft.kept")));
        }
        return new ModelAndView(
                "redirect:/report/drafts/" + id + (look ? "?look=true" : "") + (people ? "#people" : ""));
    }

    private ReportForm added(Actor.Somebody actor, ReportForm form, String add, String named) {
        if (!add.isEmpty()) {
            return reports.people(actor, form.value("who")).stream()
                    .filter(person -> person.id().toString().equals(add))
                    .findFirst()
                    .map(person ->
                            form.with(new ReportForm.Row(add, person.name().full(), Part.OTHER.name())))
                    .orElse(form);
        }
        return named.isEmpty() || form.value("who").isBlank()
                ? form
                : form.with(new ReportForm.Row("", form.value("who").strip(), Part.OTHER.name()));
    }

    @PostMapping("/report/drafts/{id}/delete")
    String delete(Actor.Somebody actor, @PathVariable UUID id, RedirectAttributes flash) {
        drafts.delete(actor, new ReportId(id));
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.report.draft.deleted")));
        return "redirect:/report";
    }

    private static ReportForm form(String draft, MultiValueMap<String, String> typed) {
        return new ReportForm(Ids.read(draft).map(ReportId::new).orElseGet(ReportId::random), typed);
    }

    private ModelAndView form(Actor.Somebody actor, ReportForm form, Problems problems) {
        return new ModelAndView("cases/web/form", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject("picks", reports.mayPick(actor))
                .addObject("drafts", List.of())
                .addObject("found", List.of())
                .addObject("looked", false)
                .addObject("kept", false);
    }
}
