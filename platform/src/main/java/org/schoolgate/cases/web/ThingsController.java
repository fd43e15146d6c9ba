package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseThings;
import org.schoolgate.cases.Thing;
import org.schoolgate.cases.ThingId;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The things that were taken in a case, on one page. */
@Controller
class ThingsController {
    private final CaseThings things;
    private final Clock clock;

    ThingsController(CaseThings things, Clock clock) {
        this.things = things;
        this.clock = clock;
    }

    @GetMapping("/cases/{id}/things")
    ModelAndView index(Actor.Somebody actor, @PathVariable CaseId id) {
        return index(actor, id, Map.of(), "", Problems.none());
    }

    @PostMapping("/cases/{id}/things")
    ModelAndView create(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var problems = things.take(
                actor,
                id,
                new CaseThings.Taking(
                        typed.getOrDefault("what", ""),
                        typed.getOrDefault("from", ""),
                        typed.getOrDefault("by", ""),
                        typed.getOrDefault("witness", ""),
                        Dates.readMoment(typed.getOrDefault("taken", "")).orElse(null),
                        typed.getOrDefault("place", "")));
        return problems.any() ? index(actor, id, typed, "", problems) : to(id, flash);
    }

    @PostMapping("/cases/{id}/things/{thing}/moves")
    ModelAndView move(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable ThingId thing,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        var problems = things.move(
                actor,
                id,
                thing,
                new CaseThings.Moving(
                        Arrays.stream(Thing.Kind.values())
                                .filter(kind -> kind.name().equals(typed.get("kind")))
                                .findFirst()
                                .orElse(null),
                        Dates.readMoment(typed.getOrDefault("at", "")).orElse(null),
                        typed.getOrDefault("to", ""),
                        typed.getOrDefault("signed", "")));
        return problems.any() ? index(actor, id, typed, thing.toString(), problems) : to(id, flash);
    }

    private static ModelAndView to(CaseId id, RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.things.written")));
        return new ModelAndView("redirect:/cases/" + id + "/things");
    }

    private ModelAndView index(
            Actor.Somebody actor, CaseId id, Map<String, String> typed, String moving, Problems problems) {
        List<Option> kinds = Arrays.stream(Thing.Kind.values())
                .map(kind -> Option.of(kind.name(), say("cases.things.kind." + kind.name())))
                .toList();
        return new ModelAndView("cases/web/things", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("held", things.look(actor, id))
                .addObject("typed", typed)
                .addObject("moving", moving)
                .addObject("kinds", kinds)
                .addObject("now", Dates.isoMoment(clock.instant()))
                .addObject("problems", problems);
    }
}
