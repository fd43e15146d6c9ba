package org.schoolgate.setup.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.setup.SetUps;
import org.schoolgate.signin.ThisMachine;
import org.schoolgate.ui.Problems;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The page that makes a school. It is there until it has, for a browser on this machine only. */
@Controller
@ConditionalOnProperty(name = "schoolgate.set-up", havingValue = "true")
class SetUpController {
    private final SetUps setUps;

    SetUpController(SetUps setUps) {
        this.setUps = setUps;
    }

    @GetMapping("/set-up")
    ModelAndView form(HttpServletRequest request) {
        requireHere(request);
        return page(SetUpForm.EMPTY, Problems.none());
    }

    /** Answers with the page itself: what it says is said once, and then there is no set-up to be led back to. */
    @PostMapping("/set-up")
    ModelAndView create(HttpServletRequest request, @ModelAttribute SetUpForm form) {
        requireHere(request);
        var problems = form.problems();
        if (problems.any()) {
            return page(form, problems);
        }
        return switch (setUps.begin(form.codeTyped(), form.beginning())) {
            case SetUps.Outcome.Begun begun ->
                new ModelAndView("setup/web/begun")
                        .addObject("begun", begun)
                        .addObject(
                                "address",
                                ServletUriComponentsBuilder.fromContextPath(request)
                                        .build()
                                        .toUriString());
            case SetUps.Outcome.WrongCode(var pause) -> page(form, code(say("setup.code.wrong", seconds(pause))));
            case SetUps.Outcome.TooEarly(var pause) -> page(form, code(say("setup.code.early", seconds(pause))));
            case SetUps.Outcome.Shut() -> page(form, code(say("setup.code.shut")));
            case SetUps.Outcome.NotAgain() -> throw new NotFound("set-up");
        };
    }

    private void requireHere(HttpServletRequest request) {
        if (!ThisMachine.isAsking(request) || !setUps.isOpen()) {
            throw new NotFound("set-up");
        }
    }

    private static Problems code(String sentence) {
        return Problems.of("code", sentence);
    }

    private static long seconds(Duration pause) {
        return Math.max(1, pause.plusMillis(999).toSeconds());
    }

    private static ModelAndView page(SetUpForm form, Problems problems) {
        return new ModelAndView("setup/web/form", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("form", form)
                .addObject("problems", problems);
    }
}
