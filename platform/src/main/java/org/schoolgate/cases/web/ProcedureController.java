package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.stream.Stream;
import org.schoolgate.cases.ProcedurePolicy;
import org.schoolgate.cases.ProcedurePolicy.Operation;
import org.schoolgate.cases.ProcedureReadiness;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.cases.SchoolProcedures.Beginning;
import org.schoolgate.cases.SchoolProcedures.Source;
import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.Settings;
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

/** The procedures of a school, and each drawn and in words, for everybody who may ever have to follow one. */
@Controller
class ProcedureController {
    private final SchoolProcedures procedures;
    private final ProcedureReadiness readiness;

    ProcedureController(SchoolProcedures procedures, ProcedureReadiness readiness) {
        this.procedures = procedures;
        this.readiness = readiness;
    }

    @GetMapping("/cases/procedures")
    ModelAndView index(Actor.Somebody actor) {
        return index(actor, "", "", Problems.none());
    }

    @PostMapping("/cases/procedures")
    ModelAndView begin(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String from) {
        return switch (procedures.begin(actor, title, from)) {
            case Beginning.Begun(var id) -> new ModelAndView("redirect:/cases/procedures/" + id + "/draft");
            case Beginning.NotLikeThat(var problems) -> index(actor, title, from, problems);
        };
    }

    private ModelAndView index(Actor.Somebody actor, String title, String from, Problems problems) {
        var all = procedures.all(actor);
        var froms = Stream.concat(
                        Stream.of(Option.of("", say("cases.beside.empty"))),
                        all.stream()
                                .map(one -> Option.of(
                                        one.procedure().id(), one.procedure().title())))
                .toList();
        return new ModelAndView(
                        "cases/web/procedures", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("procedures", all)
                .addObject(
                        "fresh",
                        procedures.fresh(actor).stream()
                                .map(draft -> DraftView.of(draft, List.of()))
                                .toList())
                .addObject("unfollowed", procedures.unfollowed(actor))
                .addObject("writes", ProcedurePolicy.ACCESS.allows(actor, Operation.WRITE))
                .addObject("froms", froms)
                .addObject("title", title)
                .addObject("from", from)
                .addObject("problems", problems)
                .addObject("doing", procedures.doing(actor))
                .addObject("settings", Settings.ACCESS.allows(actor, Settings.Operation.READ));
    }

    @GetMapping("/cases/procedures/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable String id) {
        return show(actor, id, "", Problems.none());
    }

    private ModelAndView show(Actor.Somebody actor, String id, String why, Problems problems) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        var listed = procedures.one(actor, id);
        var difference = listed.source() == Source.BROUGHT
                        || SchoolProcedures.brought(id).isEmpty()
                ? null
                : DraftView.beside(id, listed.definition().text());
        return new ModelAndView(
                        "cases/web/procedure", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("listed", listed)
                .addObject(
                        "retires",
                        SchoolProcedures.brought(id).isEmpty()
                                && ProcedurePolicy.ACCESS.allows(actor, Operation.RETIRE))
                .addObject("why", why)
                .addObject("problems", problems)
                .addObject("difference", difference)
                .addObject("history", procedures.history(actor, id))
                .addObject("ready", readiness.of(actor, id))
                .addObject("reader", actor.person())
                .addObject("writes", ProcedurePolicy.ACCESS.allows(actor, Operation.WRITE))
                .addObject(
                        "readsDraft",
                        ProcedurePolicy.ACCESS.allows(actor, Operation.WRITE)
                                || ProcedurePolicy.ACCESS.allows(actor, Operation.APPROVE))
                .addObject("drawing", Drawing.of(listed.procedure()));
    }

    @PostMapping("/cases/procedures/{id}/retired")
    ModelAndView retire(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String why,
            RedirectAttributes flash) {
        return after(actor, id, why, procedures.retire(actor, id, why), "cases.retire.done", flash);
    }

    @PostMapping("/cases/procedures/{id}/offered")
    ModelAndView bringBack(
            Actor.Somebody actor,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String why,
            RedirectAttributes flash) {
        return after(actor, id, why, procedures.bringBack(actor, id, why), "cases.retire.back.done", flash);
    }

    private ModelAndView after(
            Actor.Somebody actor, String id, String why, Problems problems, String done, RedirectAttributes flash) {
        if (problems.any()) {
            return show(actor, id, why, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say(done)));
        return new ModelAndView("redirect:/cases/procedures/" + id);
    }

    @PostMapping("/cases/procedures/{id}/known")
    String know(Actor.Somebody actor, @PathVariable String id, RedirectAttributes flash) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        readiness.know(actor, id);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.ready.kept")));
        return "redirect:/cases/procedures/" + id;
    }
}
