package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Map;
import org.schoolgate.cases.Briefs;
import org.schoolgate.cases.CaseId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
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

/** A case in few words, to be said in person and printed, and who was told. */
@Controller
class BriefController {
    private final Briefs briefs;

    BriefController(Briefs briefs) {
        this.briefs = briefs;
    }

    @GetMapping("/cases/{id}/brief")
    ModelAndView show(Actor.Somebody actor, @PathVariable CaseId id) {
        return page(actor, id, Map.of(), Problems.none());
    }

    @PostMapping("/cases/{id}/brief")
    ModelAndView told(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var problems = briefs.told(
                actor,
                id,
                Ids.read(typed.getOrDefault("person", "")).map(PersonId::new).orElse(null),
                Dates.readMoment(typed.getOrDefault("at", "")).orElse(null));
        if (problems.any()) {
            return page(actor, id, typed, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.brief.kept")));
        return new ModelAndView("redirect:/cases/" + id + "/brief");
    }

    private ModelAndView page(Actor.Somebody actor, CaseId id, Map<String, String> typed, Problems problems) {
        var brief = briefs.brief(actor, id);
        return new ModelAndView("cases/web/brief", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("brief", brief)
                .addObject("at", typed.getOrDefault("at", Dates.isoMoment(brief.now())))
                .addObject("person", typed.getOrDefault("person", ""))
                .addObject("problems", problems);
    }
}
