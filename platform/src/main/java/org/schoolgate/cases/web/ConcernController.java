package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.schoolgate.cases.Concern;
import org.schoolgate.cases.Concerns;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Anybody, without signing in: a complaint or a concern, and later what the school answers. */
@Controller
class ConcernController {
    private final Concerns concerns;
    private final Schools schools;
    private final ConcernLimits limits;

    ConcernController(Concerns concerns, Schools schools, ConcernLimits limits) {
        this.concerns = concerns;
        this.schools = schools;
        this.limits = limits;
    }

    @GetMapping("/concern")
    ModelAndView form(@RequestParam(defaultValue = "") String school) {
        return school(school)
                .map(found -> form(found, ConcernForm.empty(), Problems.none()))
                .orElseGet(this::choose);
    }

    @PostMapping("/concern")
    ModelAndView tell(
            @RequestParam(defaultValue = "") String school,
            @ModelAttribute ConcernForm form,
            HttpServletRequest request) {
        var found = school(school);
        if (found.isEmpty()) {
            return choose();
        }
        var problems = form.problems();
        var kind = form.chosen();
        if (kind.isEmpty() || problems.any()) {
            return form(found.get(), form, problems);
        }
        if (!limits.mayWrite(request.getRemoteAddr())) {
            var later = form(found.get(), form, Problems.of("words", say("cases.concern.later")));
            later.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return later;
        }
        return new ModelAndView("cases/web/concernSent")
                .addObject("school", found.get().name())
                .addObject("code", concerns.tell(found.get().id(), form.id(), form.wish(kind.get())));
    }

    @GetMapping("/concern/reply")
    ModelAndView code() {
        return code(Problems.none());
    }

    @PostMapping("/concern/reply")
    ModelAndView read(@RequestParam(defaultValue = "") String code, HttpServletRequest request) {
        return opened(code, request)
                .map(concern -> talk(concern, code, "", Problems.none()))
                .orElseGet(() -> refused(request));
    }

    @PostMapping("/concern/reply/more")
    ModelAndView more(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String words,
            HttpServletRequest request) {
        var concern = opened(code, request);
        if (concern.isEmpty()) {
            return refused(request);
        }
        var problems = Problems.none()
                .when(words.isBlank(), "words", say("cases.concern.words.write"))
                .when(words.strip().length() > Concern.LONGEST, "words", say("cases.concern.long", Concern.LONGEST));
        if (problems.any()) {
            return talk(concern.get(), code, words, problems);
        }
        if (!limits.mayWrite(request.getRemoteAddr())) {
            var later = talk(concern.get(), code, words, Problems.of("words", say("cases.concern.later")));
            later.setStatus(HttpStatus.TOO_MANY_REQUESTS);
            return later;
        }
        return concerns.add(code, words)
                .map(now -> talk(now, code, "", Problems.none()).addObject("added", true))
                .orElseGet(() -> refused(request));
    }

    private Optional<Concern> opened(String code, HttpServletRequest request) {
        return limits.mayTry(request.getRemoteAddr()) ? concerns.read(code) : Optional.empty();
    }

    private ModelAndView refused(HttpServletRequest request) {
        var many = !limits.mayTry(request.getRemoteAddr());
        limits.wrong(request.getRemoteAddr());
        var again = code(Problems.of("code", say(many ? "cases.concern.code.later" : "cases.concern.code.nothing")));
        again.setStatus(many ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private static ModelAndView code(Problems problems) {
        return new ModelAndView("cases/web/concernCode").addObject("problems", problems);
    }

    private ModelAndView talk(Concern concern, String code, String words, Problems problems) {
        return new ModelAndView("cases/web/concernTalk", status(problems))
                .addObject("concern", concern)
                .addObject("stages", concerns.stages(concern))
                .addObject("released", concerns.released(concern))
                .addObject(
                        "school",
                        schools.find(concern.school()).map(School::name).orElse(""))
                .addObject("code", code)
                .addObject("words", words)
                .addObject("problems", problems);
    }

    private ModelAndView form(School school, ConcernForm form, Problems problems) {
        var first = Concerns.inWords(concerns.first(school.id()));
        List<Option> kinds = Arrays.stream(Concern.Kind.values())
                .map(kind -> new Option(
                        kind.name(), say("cases.concern.kind." + kind), say("cases.concern.reads." + kind, first)))
                .toList();
        return new ModelAndView("cases/web/concern", status(problems))
                .addObject("school", school)
                .addObject("form", form)
                .addObject("kinds", kinds)
                .addObject("lado", concerns.lado(school.id()))
                .addObject("problems", problems);
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }

    private ModelAndView choose() {
        return new ModelAndView("cases/web/concernSchools").addObject("schools", schools.all());
    }

    /** The school that was chosen, or the only one that there is. */
    private Optional<School> school(String chosen) {
        var all = schools.all();
        if (all.size() == 1) {
            return Optional.of(all.getFirst());
        }
        return Ids.read(chosen).map(SchoolId::new).flatMap(schools::find);
    }
}
