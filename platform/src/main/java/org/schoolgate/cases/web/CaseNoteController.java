package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.Map;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseNoteId;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Noting;
import org.schoolgate.kernel.Actor;
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

/** Notes beside the steps of a case. */
@Controller
class CaseNoteController {
    private final Cases cases;
    private final CaseRegister register;
    private final Clock clock;

    CaseNoteController(Cases cases, CaseRegister register, Clock clock) {
        this.cases = cases;
        this.register = register;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/notes/new")
    ModelAndView form(Actor.Somebody actor, @PathVariable CaseId id, @RequestParam(defaultValue = "") String corrects) {
        return form(actor, id, NoteForm.empty(clock.instant(), corrects), Problems.none());
    }

    @PostMapping("/cases/{id}/notes")
    ModelAndView create(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var form = new NoteForm(typed.getOrDefault("happened", ""), typed, typed.getOrDefault("corrects", ""));
        var happened = form.happenedAt();
        if (happened == null) {
            return form(actor, id, form, Problems.of("happened", say("cases.note.when")));
        }
        return switch (cases.note(
                actor,
                id,
                happened,
                form.written(),
                Ids.read(form.corrects()).map(CaseNoteId::new).orElse(null))) {
            case Noting.NotLikeThat(var problems) -> form(actor, id, form, problems);
            case Noting.Kept _ -> CasePages.to(id, Notice.done(say("cases.note.kept")), flash);
        };
    }

    private ModelAndView form(Actor.Somebody actor, CaseId id, NoteForm form, Problems problems) {
        return new ModelAndView("cases/web/note", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("file", register.cover(actor, id))
                .addObject("form", form)
                .addObject("problems", problems);
    }
}
