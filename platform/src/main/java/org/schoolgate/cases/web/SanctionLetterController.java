package org.schoolgate.cases.web;

import org.schoolgate.cases.SanctionLetter.Proof;
import org.schoolgate.cases.SanctionLetterId;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.SignedIn;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** A parent reads what was decided about their child, and says that they have. */
@Controller
class SanctionLetterController {
    private final Sanctions sanctions;

    SanctionLetterController(Sanctions sanctions) {
        this.sanctions = sanctions;
    }

    @GetMapping("/sanction-letters/{id}")
    String show(Actor.Somebody parent, @PathVariable SanctionLetterId id, Model model) {
        model.addAttribute("letter", sanctions.open(parent, id));
        return "cases/web/sanctionLetter";
    }

    @PostMapping("/sanction-letters/{id}/read")
    String read(Actor.Somebody parent, SignedIn signedIn, @PathVariable SanctionLetterId id) {
        sanctions.read(parent, id, proof(signedIn.entry()));
        return "redirect:/sanction-letters/" + id;
    }

    private static Proof proof(Entry entry) {
        return switch (entry) {
            case Entry.ByLink(var visit) -> Proof.valueOf(visit.proof().name());
            case Entry.ByAccount _, Entry.ByTrust _ -> Proof.SIGNED_IN;
        };
    }
}
