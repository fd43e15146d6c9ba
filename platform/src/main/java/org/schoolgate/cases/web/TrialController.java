package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.cases.Trial;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Notice;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Walks a draft as a pretended case. What was said so far is in the form and nowhere else. */
@Controller
class TrialController {
    private static final int LONGEST = 200_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SchoolProcedures procedures;

    TrialController(SchoolProcedures procedures) {
        this.procedures = procedures;
    }

    @GetMapping("/cases/procedures/{id}/draft/trial")
    ModelAndView begin(Actor.Somebody actor, @PathVariable String id, RedirectAttributes flash) {
        return page(actor, id, List.of(), "", Map.of(), flash);
    }

    @PostMapping("/cases/procedures/{id}/draft/trial")
    ModelAndView goOn(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String so,
            @RequestParam(defaultValue = "") String step,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var said = new ArrayList<>(read(so));
        var trial = procedures.tryOut(actor, id, said).orElse(null);
        if (trial == null) {
            return nothingToTry(id, flash);
        }
        if (typed.containsKey("back")) {
            return page(actor, id, said.subList(0, Math.max(0, said.size() - 1)), "", Map.of(), flash);
        }
        if (typed.containsKey("show")) {
            return page(actor, id, said, typed.getOrDefault("show", ""), Map.of(), flash);
        }
        trial.procedure()
                .step(step)
                .ifPresent(found -> said.add(
                        typed.containsKey("left-out")
                                ? new Trial.Said(step, true, Map.of(Act.REASON, say("cases.trial.left-out")))
                                : new Trial.Said(step, false, StepForm.said(found.act(), typed))));
        return page(actor, id, said, step, typed, flash);
    }

    private ModelAndView page(
            Actor.Somebody actor,
            String id,
            List<Trial.Said> said,
            String step,
            Map<String, String> typed,
            RedirectAttributes flash) {
        var trial = procedures.tryOut(actor, id, said).orElse(null);
        if (trial == null) {
            return nothingToTry(id, flash);
        }
        var wrong = trial.problems().any();
        return new ModelAndView("cases/web/trial", wrong ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("id", id)
                .addObject("trial", trial)
                .addObject("so", JSON.writeValueAsString(trial.said()))
                .addObject("shown", trial.shown(step))
                .addObject("typed", wrong ? typed : Map.of());
    }

    private static ModelAndView nothingToTry(String id, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("cases.trial.faulty")));
        return new ModelAndView("redirect:/cases/procedures/" + id + "/draft");
    }

    /** What a form says was said so far; whatever else stands there is a new beginning. */
    private static List<Trial.Said> read(String so) {
        if (so.isBlank() || so.length() > LONGEST) {
            return List.of();
        }
        try {
            return JSON.readValue(so, new TypeReference<List<Trial.Said>>() {});
        } catch (JacksonException | NullPointerException unreadable) {
            return List.of();
        }
    }
}
