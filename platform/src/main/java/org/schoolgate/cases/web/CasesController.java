package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseBoards;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CasePlace;
import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.Opening;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Ids;
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

/** The cases of a reader, one of them, and a new one. */
@Controller
class CasesController {
    private final Cases cases;
    private final CaseRegister register;
    private final CaseBoards boards;
    private final CasePages pages;
    private final SchoolProcedures procedures;
    private final Clock clock;

    CasesController(
            Cases cases,
            CaseRegister register,
            CaseBoards boards,
            CasePages pages,
            SchoolProcedures procedures,
            Clock clock) {
        this.cases = cases;
        this.register = register;
        this.boards = boards;
        this.pages = pages;
        this.procedures = procedures;
        this.clock = clock;
    }

    @GetMapping("/cases")
    ModelAndView index(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String after) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        var place = CasePlace.read(after).orElse(null);
        return switch (show) {
            case "waiting" -> page(show, place).addObject("waiting", register.waiting(actor, place));
            case "others" -> page(show, place).addObject("others", register.others(actor, place));
            case "closed" -> page(show, place).addObject("others", register.closed(actor, place));
            default -> q.isBlank() ? queue(actor) : found(actor, q.strip());
        };
    }

    private ModelAndView queue(Actor.Somebody actor) {
        return beside(actor, new ModelAndView("cases/web/queue"))
                .addObject("queue", register.queue(actor))
                .addObject("wroteAgain", register.wroteAgain(actor))
                .addObject("opens", CasePolicy.ACCESS.allows(actor, Operation.OPEN));
    }

    private ModelAndView found(Actor.Somebody actor, String q) {
        return beside(actor, new ModelAndView("cases/web/found"))
                .addObject("found", register.find(actor, q))
                .addObject("q", q)
                .addObject("now", clock.instant());
    }

    /** With the ways to other cases that this reader has. */
    private static ModelAndView beside(Actor.Somebody actor, ModelAndView page) {
        return page.addObject("patterns", CasePolicy.ACCESS.allows(actor, Operation.SEE_PATTERNS))
                .addObject("boards", CasePolicy.ACCESS.allows(actor, Operation.LOOK_BACK));
    }

    private ModelAndView page(String show, @Nullable CasePlace after) {
        return new ModelAndView("cases/web/part")
                .addObject("show", show)
                .addObject("first", after == null)
                .addObject("now", clock.instant());
    }

    @GetMapping("/cases/board")
    ModelAndView board(Actor.Somebody actor) {
        return new ModelAndView("cases/web/board").addObject("board", boards.board(actor));
    }

    @GetMapping("/cases/new")
    ModelAndView form(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String report,
            @RequestParam(defaultValue = "") String kind) {
        CasePolicy.ACCESS.require(actor, Operation.OPEN);
        return form(actor, kind, report, Problems.none());
    }

    @PostMapping("/cases")
    ModelAndView create(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String report,
            RedirectAttributes flash) {
        CasePolicy.ACCESS.require(actor, Operation.OPEN);
        return switch (cases.open(
                actor, kind, Ids.read(report).map(ReportId::new).orElse(null))) {
            case Opening.Opened(var file, var sight) ->
                CasePages.to(file.id(), sight, Notice.done(say("cases.opened", file.number())), flash);
            case Opening.OpenAlready(var id) -> CasePages.to(id, Notice.info(say("cases.opened-already")), flash);
            case Opening.NoSuchKind() -> form(actor, kind, report, Problems.of("kind", say("cases.new.choose")));
        };
    }

    private ModelAndView form(Actor.Somebody actor, String kind, String report, Problems problems) {
        List<Option> kinds = procedures.offered(actor.school()).stream()
                .map(procedure -> new Option(procedure.id(), procedure.title(), procedure.about()))
                .toList();
        return new ModelAndView("cases/web/newCase", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("kinds", kinds)
                .addObject("kind", kind)
                .addObject("report", report)
                .addObject("problems", problems);
    }

    @GetMapping("/cases/{id}")
    ModelAndView show(
            Actor.Somebody actor, @PathVariable CaseId id, @RequestParam(required = false) @Nullable String step) {
        return pages.page(actor, register.read(actor, id), step);
    }
}
