package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.cases.AnswersAgain;
import org.schoolgate.cases.Hearing;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.signin.DeviceSchool;
import org.schoolgate.signin.PublicPaths;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Picto;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A child who is not signed in looks for what came back: the class's card, then the three words. Nothing stands in an address. */
@Controller
class AnswerAgainController {
    private final AnswersAgain answers;
    private final Schools schools;
    private final AnswerLimits limits;

    AnswerAgainController(AnswersAgain answers, Schools schools, AnswerLimits limits) {
        this.answers = answers;
        this.schools = schools;
        this.limits = limits;
    }

    /** That one cannot sign in, or would rather not, is no reason to wait for an answer. */
    @Configuration(proxyBeanMethods = false)
    static class OpenToChildren {
        @Bean
        PublicPaths answerPath() {
            return PublicPaths.of("/tell/answer");
        }
    }

    @GetMapping("/tell/answer")
    ModelAndView card(@RequestParam(defaultValue = "") String school, HttpServletRequest request) {
        return school(school, request).map(found -> card(found, List.of())).orElseGet(this::chooseSchool);
    }

    @PostMapping("/tell/answer")
    ModelAndView look(
            @RequestParam(defaultValue = "") String school,
            @RequestParam(defaultValue = "") String so,
            @RequestParam(defaultValue = "") String picture,
            @RequestParam(defaultValue = "") String form,
            @RequestParam(defaultValue = "") String words,
            HttpServletRequest request) {
        var found = school(school, request);
        if (found.isEmpty()) {
            return chooseSchool();
        }
        var at = found.get();
        var pressed = pictures(so.isEmpty() ? picture : so + "," + picture);
        if (pressed.size() < ClassSignIns.CARD_LENGTH) {
            return card(at, pressed);
        }
        if (form.isEmpty()) {
            return words(at, pressed, Problems.none(), HttpStatus.OK);
        }
        if (words.isBlank()) {
            return words(
                    at,
                    pressed,
                    Problems.of("words", say("cases.again.words.write")),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return look(at, pressed, form, words, request.getRemoteAddr());
    }

    private ModelAndView look(SchoolId school, List<Picto> pressed, String form, String words, String address) {
        var card = school + " " + written(pressed);
        if (!limits.mayTry(address, card)) {
            return words(
                    school,
                    pressed,
                    Problems.of("words", say("cases.again.words.later")),
                    HttpStatus.TOO_MANY_REQUESTS);
        }
        // a page that is sent once more, by whoever sits there by then, begins anew
        if (Ids.read(form).filter(limits::isFresh).isEmpty()) {
            return new ModelAndView("redirect:/tell/answer");
        }
        var found = answers.find(school, pressed, words);
        if (found.isEmpty()) {
            limits.wrong(address, card);
            return words(
                    school,
                    pressed,
                    Problems.of("words", say("cases.again.words.nothing")),
                    HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return found(found.get());
    }

    private static ModelAndView found(Hearing hearing) {
        return new ModelAndView("cases/web/answerFound").addObject("hearing", hearing);
    }

    private static ModelAndView words(SchoolId school, List<Picto> pressed, Problems problems, HttpStatus status) {
        return new ModelAndView("cases/web/answerWords", status)
                .addObject("school", school.toString())
                .addObject("so", written(pressed))
                .addObject("form", UUID.randomUUID())
                .addObject("problems", problems);
    }

    private static ModelAndView card(SchoolId school, List<Picto> pressed) {
        return new ModelAndView("cases/web/answerCard")
                .addObject("school", school.toString())
                .addObject("pressed", pressed);
    }

    private ModelAndView chooseSchool() {
        return new ModelAndView("cases/web/answerSchools").addObject("schools", schools.all());
    }

    /** The school that was chosen, or that of the device. */
    private Optional<SchoolId> school(String chosen, HttpServletRequest request) {
        var all = schools.all().stream().map(School::id).toList();
        return Ids.read(chosen).map(SchoolId::new).filter(all::contains).or(() -> DeviceSchool.of(request, all));
    }

    private static String written(List<Picto> pressed) {
        return pressed.stream().map(Picto::name).collect(Collectors.joining(","));
    }

    private static List<Picto> pictures(String names) {
        return Arrays.stream(names.split(",", ClassSignIns.CARD_LENGTH + 1))
                .flatMap(name -> ClassSignIns.CARD_PICTURES.stream()
                        .filter(one -> one.name().equals(name)))
                .limit(ClassSignIns.CARD_LENGTH)
                .toList();
    }
}
