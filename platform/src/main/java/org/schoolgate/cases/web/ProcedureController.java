package org.schoolgate.cases.web;

import org.schoolgate.cases.ProcedurePolicy;
import org.schoolgate.cases.ProcedurePolicy.Operation;
import org.schoolgate.cases.SchoolProcedures;
import org.schoolgate.cases.SchoolProcedures.Source;
import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The procedures of a school, and each drawn and in words, for everybody who may ever have to follow one. */
@Controller
class ProcedureController {
    private final SchoolProcedures procedures;

    ProcedureController(SchoolProcedures procedures) {
        this.procedures = procedures;
    }

    @GetMapping("/cases/procedures")
    ModelAndView index(Actor.Somebody actor) {
        return new ModelAndView("cases/web/procedures")
                .addObject("procedures", procedures.all(actor))
                .addObject("doing", procedures.doing(actor))
                .addObject("settings", Settings.ACCESS.allows(actor, Settings.Operation.READ));
    }

    @GetMapping("/cases/procedures/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable String id) {
        ProcedurePolicy.ACCESS.require(actor, Operation.READ);
        var listed = procedures.one(actor, id);
        var difference = listed.source() == Source.BROUGHT
                ? null
                : DraftView.beside(id, listed.definition().text());
        return new ModelAndView("cases/web/procedure")
                .addObject("listed", listed)
                .addObject("difference", difference)
                .addObject("history", procedures.history(actor, id))
                .addObject("writes", ProcedurePolicy.ACCESS.allows(actor, Operation.WRITE))
                .addObject(
                        "readsDraft",
                        ProcedurePolicy.ACCESS.allows(actor, Operation.WRITE)
                                || ProcedurePolicy.ACCESS.allows(actor, Operation.APPROVE))
                .addObject("drawing", Drawing.of(listed.procedure()));
    }
}
