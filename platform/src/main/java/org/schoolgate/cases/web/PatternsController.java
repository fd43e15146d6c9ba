package org.schoolgate.cases.web;

import org.schoolgate.cases.CasePatterns;
import org.schoolgate.kernel.Actor;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** How cases are spread: for those who read them, and without names for governors. */
@Controller
class PatternsController {
    private final CasePatterns patterns;

    PatternsController(CasePatterns patterns) {
        this.patterns = patterns;
    }

    @GetMapping("/cases/patterns")
    ModelAndView patterns(Actor.Somebody actor) {
        return new ModelAndView("cases/web/patterns").addObject("view", new PatternsView(patterns.patterns(actor)));
    }

    @GetMapping("/cases/trends")
    ModelAndView trends(Actor.Somebody actor) {
        return new ModelAndView("cases/web/trends").addObject("trends", patterns.trends(actor));
    }
}
