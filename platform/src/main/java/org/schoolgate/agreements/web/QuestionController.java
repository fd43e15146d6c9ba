package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.UUID;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.Answering;
import org.schoolgate.agreements.AskId;
import org.schoolgate.agreements.Questions;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Notice;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What people asked before signing, for those who answer. */
@Controller
class QuestionController {
    private final Questions questions;
    private final Clock clock;

    QuestionController(Questions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    @GetMapping("/agreements/questions")
    String index(Actor actor, Model model) {
        model.addAttribute("questions", questions.open(actor));
        model.addAttribute("now", clock.instant());
        return "agreements/web/questions";
    }

    @PostMapping("/agreements/questions/{ask}")
    String answer(
            Actor actor,
            @PathVariable UUID ask,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "false") boolean asWell,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        AgreementsAccess.ACCESS.require(actor, Operation.ANSWER_QUESTIONS);
        var id = new AskId(ask);
        if (words.isBlank()) {
            flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("agreements.questions.missing")));
        } else if (asWell) {
            questions.answerAsWell(actor, id, words);
            flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.questions.sent")));
        } else {
            switch (questions.answer(actor, id, words)) {
                case Answering.Sent() ->
                    flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.questions.sent")));
                case Answering.AnsweredAlready already -> {
                    response.setStatus(HttpStatus.CONFLICT.value());
                    model.addAttribute("already", already);
                    model.addAttribute("words", words);
                    return "agreements/web/answered";
                }
            }
        }
        return "redirect:/agreements/questions";
    }
}
