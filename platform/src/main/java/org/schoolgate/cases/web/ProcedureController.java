package org.schoolgate.cases.web;

import org.schoolgate.cases.CasePolicy;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** A procedure, drawn and in words, for everybody who may ever have to follow one. */
@Controller
class ProcedureController {
    @GetMapping("/cases/procedures/{id}")
    ModelAndView show(Actor.Somebody actor, @PathVariable String id) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        var procedure = Procedures.ours().find(id).orElseThrow(() -> new NotFound("procedure " + id));
        return new ModelAndView("cases/web/procedure")
                .addObject("procedure", procedure)
                .addObject("drawing", Drawing.of(procedure));
    }
}
