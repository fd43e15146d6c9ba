package org.schoolgate.messages.web;

import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.PretendTelephone;
import org.schoolgate.messages.TelephoneLine;
import org.schoolgate.messages.TelephoneLine.Ending;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Everybody's telephone, so that the demonstration needs no provider. There is no such page elsewhere. */
@Controller
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class PretendTelephoneController {
    private final PretendTelephone telephone;
    private final TelephoneLine line;

    PretendTelephoneController(PretendTelephone telephone, TelephoneLine line) {
        this.telephone = telephone;
        this.line = line;
    }

    @GetMapping("/pretend-telephone")
    String show(Model model) {
        model.addAttribute("ringing", telephone.newest());
        return "messages/web/pretendTelephone";
    }

    @PostMapping("/pretend-telephone/{id}")
    String answer(@PathVariable int id, @RequestParam(defaultValue = "") String deed) {
        var one = telephone.find(id).orElseThrow(() -> new NotFound("call " + id));
        switch (deed) {
            case "1", "2" -> {
                line.answered(one.secret(), false);
                line.pressed(one.secret(), deed);
            }
            case "down" -> {
                line.answered(one.secret(), false);
                line.over(one.secret(), Ending.COMPLETED);
            }
            case "voicemail" -> line.answered(one.secret(), true);
            case "engaged" -> line.over(one.secret(), Ending.ENGAGED);
            case "reply" -> line.replied(one.number(), one.words());
            default -> line.over(one.secret(), Ending.NO_ANSWER);
        }
        telephone.done(id);
        return "redirect:/pretend-telephone";
    }
}
