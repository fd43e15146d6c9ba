package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Map;
import org.schoolgate.cases.Drafting;
import org.schoolgate.cases.ProcedureDraft;
import org.schoolgate.cases.ProcedurePolicy;
import org.schoolgate.cases.Proposing;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.cases.procedure.DefinitionText;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Dates;
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

/** A school's own version of a procedure: written step by step or as a text, tried, and approved by somebody else. */
@Controller
class DraftController {
    private final SchoolProcedures procedures;

    DraftController(SchoolProcedures procedures) {
        this.procedures = procedures;
    }

    @PostMapping("/cases/procedures/{id}/draft")
    ModelAndView begin(Actor.Somebody actor, @PathVariable String id) {
        procedures.draft(actor, id);
        return to(id);
    }

    @GetMapping("/cases/procedures/{id}/draft")
    ModelAndView show(Actor.Somebody actor, @PathVariable String id) {
        return page(actor, procedures.written(actor, id), "", "", Problems.none());
    }

    private ModelAndView page(Actor.Somebody actor, ProcedureDraft draft, String why, String on, Problems problems) {
        return new ModelAndView("cases/web/draft", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("view", DraftView.of(draft, procedures.problems(draft.procedure(), draft.text())))
                .addObject("writes", ProcedurePolicy.ACCESS.allows(actor, ProcedurePolicy.Operation.WRITE))
                .addObject("approves", draft.isAsked() && ProcedurePolicy.approves(actor, draft))
                .addObject("why", why)
                .addObject("on", on)
                .addObject("problems", problems);
    }

    @PostMapping("/cases/procedures/{id}/draft/cover")
    ModelAndView cover(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String stamp,
            @RequestParam(defaultValue = "") String about,
            @RequestParam(defaultValue = "") String begin,
            @RequestParam(defaultValue = "") String effects,
            RedirectAttributes flash) {
        var text = apart(actor, id).with(DraftForms.line(about), DraftForms.line(begin), DraftForms.line(effects));
        return after(id, procedures.write(actor, id, stamp, text.written()), flash);
    }

    @GetMapping("/cases/procedures/{id}/draft/steps/{step}")
    ModelAndView step(Actor.Somebody actor, @PathVariable String id, @PathVariable String step) {
        var draft = procedures.written(actor, id);
        var view = DraftView.of(draft, procedures.problems(id, draft.text()));
        var written = view.steps().stream()
                .filter(one -> one.id().equals(step))
                .findFirst()
                .orElseThrow(() -> new NotFound("step " + step));
        return new ModelAndView("cases/web/draftStep").addObject("view", view).addObject("step", written);
    }

    @PostMapping("/cases/procedures/{id}/draft/steps/{step}")
    ModelAndView rewrite(
            Actor.Somebody actor,
            @PathVariable String id,
            @PathVariable String step,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var apart = apart(actor, id);
        var before = apart.step(step).orElseThrow(() -> new NotFound("step " + step));
        var changed = apart.with(step, DraftForms.step(before, typed));
        var drafting = procedures.write(actor, id, typed.getOrDefault("stamp", ""), changed.written());
        if (drafting instanceof Drafting.Kept && typed.containsKey("stay")) {
            flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.draft.kept")));
            return new ModelAndView("redirect:/cases/procedures/" + id + "/draft/steps/" + step);
        }
        return after(id, drafting, flash);
    }

    @PostMapping("/cases/procedures/{id}/draft/steps")
    ModelAndView arrange(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String stamp,
            @RequestParam(defaultValue = "") String behind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String remove,
            @RequestParam(defaultValue = "") String higher,
            RedirectAttributes flash) {
        var apart = apart(actor, id);
        if (!remove.isEmpty()) {
            return after(
                    id, procedures.write(actor, id, stamp, apart.without(remove).written()), flash);
        }
        if (!higher.isEmpty()) {
            return after(
                    id, procedures.write(actor, id, stamp, apart.higher(higher).written()), flash);
        }
        var fresh = DraftForms.name(name);
        if (fresh.isEmpty()
                || apart.step(fresh).isPresent()
                || apart.step(behind).isEmpty()) {
            return page(actor, procedures.written(actor, id), "", "", Problems.of("name", say("cases.draft.add.name")));
        }
        return after(
                id,
                procedures.write(actor, id, stamp, apart.adding(behind, fresh).written()),
                flash);
    }

    @GetMapping("/cases/procedures/{id}/draft/text")
    ModelAndView text(Actor.Somebody actor, @PathVariable String id) {
        var draft = procedures.written(actor, id);
        return text(DraftView.of(draft, procedures.problems(id, draft.text())), Problems.none());
    }

    private static ModelAndView text(DraftView view, Problems problems) {
        return new ModelAndView(
                        "cases/web/draftText", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("view", view)
                .addObject("problems", problems);
    }

    @PostMapping("/cases/procedures/{id}/draft/text")
    ModelAndView rewriteText(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String stamp,
            @RequestParam(defaultValue = "") String text,
            RedirectAttributes flash) {
        var typed = text.replace("\r\n", "\n");
        return switch (procedures.write(actor, id, stamp, typed)) {
            case Drafting.Kept(var draft) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.draft.kept")));
                yield new ModelAndView("redirect:/cases/procedures/" + draft.procedure() + "/draft/text");
            }
            case Drafting.TooLong(var longest) ->
                text(typed(actor, id, typed), Problems.of("text", say("cases.draft.long", longest)));
            case Drafting.ChangedMeanwhile(var draft) ->
                text(typed(actor, id, typed), Problems.of("text", say("cases.draft.changed", draft.writtenByName())));
            case Drafting.Asked _ -> text(typed(actor, id, typed), Problems.of("text", say("cases.draft.asked")));
        };
    }

    /** The draft with what was typed in its place: to be kept next time, over what somebody else wrote meanwhile. */
    private DraftView typed(Actor.Somebody actor, String id, String typed) {
        var draft = procedures.written(actor, id);
        return new DraftView(draft, typed, DraftView.faults(typed, procedures.problems(id, typed)));
    }

    @PostMapping("/cases/procedures/{id}/draft/ours")
    ModelAndView ours(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String stamp,
            RedirectAttributes flash) {
        var ours = SchoolProcedures.brought(id).orElseThrow(() -> new NotFound("procedure " + id));
        return after(id, procedures.write(actor, id, stamp, ours.text()), flash);
    }

    @PostMapping("/cases/procedures/{id}/draft/asking")
    ModelAndView ask(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String why,
            @RequestParam(defaultValue = "") String on,
            RedirectAttributes flash) {
        var day = on.isBlank() ? null : Dates.read(on).orElse(null);
        if (!on.isBlank() && day == null) {
            return page(actor, procedures.written(actor, id), why, on, Problems.of("on", say("cases.draft.day")));
        }
        return decided(actor, id, procedures.ask(actor, id, why, day), "cases.draft.asking.done", why, on, flash);
    }

    @PostMapping("/cases/procedures/{id}/draft/decision")
    ModelAndView decide(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String stamp,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String answer,
            RedirectAttributes flash) {
        if (decision.equals("approve")) {
            var approving = procedures.approve(actor, id, stamp);
            if (approving instanceof Proposing.Done) {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.draft.approved")));
                return list(id);
            }
            return decided(actor, id, approving, "cases.draft.approved", "", "", flash);
        }
        return decided(actor, id, procedures.sendBack(actor, id, answer), "cases.draft.sent-back", "", "", flash);
    }

    @PostMapping("/cases/procedures/{id}/draft/end")
    ModelAndView end(Actor.Somebody actor, @PathVariable String id, RedirectAttributes flash) {
        procedures.drop(actor, id);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.draft.dropped")));
        return list(id);
    }

    private ModelAndView decided(
            Actor.Somebody actor,
            String id,
            Proposing proposing,
            String done,
            String why,
            String on,
            RedirectAttributes flash) {
        var problems = switch (proposing) {
            case Proposing.Done _ -> Problems.none();
            case Proposing.Faulty _ -> Problems.of("faults", say("cases.draft.faulty"));
            case Proposing.SameAsInForce _ -> Problems.of("why", say("cases.draft.same"));
            case Proposing.WhyMissing _ ->
                Problems.of(done.equals("cases.draft.sent-back") ? "answer" : "why", say("cases.draft.why.missing"));
            case Proposing.DayIsPast _ -> Problems.of("on", say("cases.draft.day.past"));
            case Proposing.NotAsked _ -> Problems.of("decision", say("cases.draft.not-asked"));
            case Proposing.NeedsAnother _ -> Problems.of("decision", say("cases.draft.another"));
        };
        if (problems.any()) {
            return page(actor, procedures.written(actor, id), why, on, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say(done)));
        return to(id);
    }

    private static ModelAndView after(String id, Drafting drafting, RedirectAttributes flash) {
        flash.addFlashAttribute(
                Notice.FLASH,
                switch (drafting) {
                    case Drafting.Kept _ -> Notice.done(say("cases.draft.kept"));
                    case Drafting.ChangedMeanwhile(var draft) ->
                        Notice.waiting(say("cases.draft.changed", draft.writtenByName()));
                    case Drafting.Asked _ -> Notice.waiting(say("cases.draft.asked"));
                    case Drafting.TooLong(var longest) -> Notice.waiting(say("cases.draft.long", longest));
                });
        return to(id);
    }

    private DefinitionText apart(Actor.Somebody actor, String id) {
        return DefinitionText.of(procedures.written(actor, id).text())
                .orElseThrow(() -> new NotFound("steps of the draft of " + id));
    }

    /** The page of the procedure; all of them where it may not be followed yet, or never be. */
    private static ModelAndView list(String id) {
        return new ModelAndView(
                "redirect:/cases/procedures" + (SchoolProcedures.brought(id).isPresent() ? "/" + id : ""));
    }

    private static ModelAndView to(String id) {
        return new ModelAndView("redirect:/cases/procedures/" + id + "/draft");
    }
}
