package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import org.schoolgate.cases.Adding;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseRegister;
import org.schoolgate.cases.Cases;
import org.schoolgate.cases.OnCase.Part;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is on a case, and who is named to read it. */
@Controller
class CasePeopleController {
    private final Cases cases;
    private final CaseRegister register;

    CasePeopleController(Cases cases, CaseRegister register) {
        this.cases = cases;
        this.register = register;
    }

    @GetMapping("/cases/{id}/people")
    ModelAndView people(Actor.Somebody actor, @PathVariable CaseId id, @RequestParam(defaultValue = "") String q) {
        return people(actor, id, q, Problems.none());
    }

    @PostMapping("/cases/{id}/people")
    ModelAndView add(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String part,
            @RequestParam(defaultValue = "") String q,
            RedirectAttributes flash) {
        var whom = Ids.read(person).map(PersonId::new);
        var as = Arrays.stream(Part.values())
                .filter(one -> one.name().equals(part))
                .findFirst();
        var problems = Problems.none()
                .when(whom.isEmpty() && name.isBlank(), "person", say("cases.people.whom"))
                .when(as.isEmpty(), "part", say("cases.people.as-what"));
        if (as.isEmpty() || problems.any()) {
            return people(actor, id, q, problems);
        }
        var adding = whom.isPresent()
                ? cases.addPerson(actor, id, whom.get(), as.get())
                : cases.addOutsider(actor, id, name, as.get());
        return switch (adding) {
            case Adding.Added(var sight) -> CasePages.to(id, sight, Notice.done(say("cases.people.added")), flash);
            case Adding.Closed() -> CasePages.to(id, Notice.info(say("cases.closed-already")), flash);
        };
    }

    private ModelAndView people(Actor.Somebody actor, CaseId id, String q, Problems problems) {
        return page("cases/web/people", actor, id, q, problems).addObject("parts", List.of(Part.values()));
    }

    @GetMapping("/cases/{id}/readers")
    ModelAndView readers(Actor.Somebody actor, @PathVariable CaseId id, @RequestParam(defaultValue = "") String q) {
        return readers(actor, id, q, Problems.none());
    }

    @PostMapping("/cases/{id}/readers")
    ModelAndView name(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String q,
            RedirectAttributes flash) {
        var whom = Ids.read(person).map(PersonId::new);
        if (whom.isEmpty()) {
            return readers(actor, id, q, Problems.of("person", say("cases.people.whom")));
        }
        return switch (cases.nameReader(actor, id, whom.get())) {
            case NAMED -> CasePages.to(id, Notice.done(say("cases.readers.named")), flash);
            case READS_ALREADY -> CasePages.to(id, Notice.info(say("cases.readers.already")), flash);
            case OPEN_TO_ITS_ROLES -> CasePages.to(id, Notice.info(say("cases.readers.open")), flash);
            case NOBODY_OF_STAFF -> readers(actor, id, q, Problems.of("person", say("cases.readers.staff")));
            case SUBJECT -> readers(actor, id, q, Problems.of("person", say("cases.readers.subject")));
        };
    }

    private ModelAndView readers(Actor.Somebody actor, CaseId id, String q, Problems problems) {
        return page("cases/web/readers", actor, id, q, problems);
    }

    /** A page on which somebody of the school is looked for and picked. */
    private ModelAndView page(String template, Actor.Somebody actor, CaseId id, String q, Problems problems) {
        return new ModelAndView(template, problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("file", register.cover(actor, id))
                .addObject("found", register.people(actor, id, q))
                .addObject("q", q)
                .addObject("problems", problems);
    }
}
