package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.Families;
import org.schoolgate.agreements.Families.Hear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Carers beside one another: the list of those who do not agree, asking a second one, and what the head heard. */
@Controller
class FamilyController {
    private final Families families;

    FamilyController(Families families) {
        this.families = families;
    }

    @GetMapping("/agreements/families")
    String index(Actor actor, Model model) {
        model.addAttribute("matters", families.matters(actor));
        return "agreements/web/families";
    }

    @GetMapping("/agreements/families/{child}")
    String show(Actor actor, @PathVariable UUID child, Model model) {
        return page(actor, new PersonId(child), HearingForm.empty(), Problems.none(), model);
    }

    private String page(Actor actor, PersonId child, HearingForm form, Problems problems, Model model) {
        model.addAttribute("family", families.family(actor, child));
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("mayHear", AgreementsAccess.ACCESS.allows(actor, Operation.HEAR_FAMILY));
        model.addAttribute("mayAsk", AgreementsAccess.ACCESS.allows(actor, Operation.RUN_ROUND));
        return "agreements/web/family";
    }

    @PostMapping("/agreements/families/{child}/ask/{carer}")
    String ask(Actor actor, @PathVariable UUID child, @PathVariable UUID carer, RedirectAttributes flash) {
        var asked = families.askAlso(actor, new PersonId(child), new PersonId(carer));
        flash.addFlashAttribute(
                Notice.FLASH,
                asked
                        ? Notice.done(say("agreements.family.asked"))
                        : Notice.waiting(say("agreements.family.not-asked")));
        return "redirect:/agreements/families/" + child;
    }

    @PostMapping("/agreements/families/{child}/heard")
    String heard(
            Actor actor,
            @PathVariable UUID child,
            @RequestParam(required = false) @Nullable List<UUID> heard,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String words,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        AgreementsAccess.ACCESS.require(actor, Operation.HEAR_FAMILY);
        var form = new HearingForm(heard == null ? List.of() : heard, answer, words);
        var problems = form.problems();
        if (!problems.any()) {
            Set<PersonId> people = form.heard().stream().map(PersonId::new).collect(Collectors.toSet());
            switch (families.hear(actor, new PersonId(child), people, form.agreed(), words)) {
                case Hear.Done() -> flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.family.kept")));
                case Hear.NothingToHear() ->
                    flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("agreements.family.nothing")));
                case Hear.NobodyHeard() -> problems.add("heard", say("agreements.family.heard-missing"));
            }
        }
        if (problems.any()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return page(actor, new PersonId(child), form, problems, model);
        }
        return "redirect:/agreements/families/" + child;
    }
}
