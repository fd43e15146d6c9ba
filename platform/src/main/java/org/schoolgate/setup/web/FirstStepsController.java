package org.schoolgate.setup.web;

import org.schoolgate.kernel.Actor;
import org.schoolgate.setup.FirstStep;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What comes after the set-up, for whoever does it. */
@Controller
class FirstStepsController {
    @GetMapping("/first-steps")
    String index(Actor actor) {
        FirstStep.ACCESS.require(actor, FirstStep.Operation.READ);
        return "setup/web/firstSteps";
    }
}
