package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.agreements.ClassSigning;
import org.schoolgate.agreements.Said;
import org.schoolgate.agreements.Signing;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.ClassId;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A class saying yes together, with its teacher: the rules aloud, then child by child. */
@Controller
class ClassSigningController {
    private final ClassSigning signing;

    ClassSigningController(ClassSigning signing) {
        this.signing = signing;
    }

    @GetMapping("/agreements/classes")
    String index(Actor actor, Model model) {
        model.addAttribute("classes", signing.classes(actor));
        return "agreements/web/classes";
    }

    @GetMapping("/agreements/classes/{id}")
    String show(Actor actor, @PathVariable UUID id, Model model) {
        model.addAttribute("circle", signing.circle(actor, new ClassId(id)));
        return "agreements/web/circle";
    }

    @GetMapping("/agreements/classes/{id}/{pupil}")
    String child(Actor actor, @PathVariable UUID id, @PathVariable UUID pupil, Model model) {
        model.addAttribute("child", signing.child(actor, new ClassId(id), new PersonId(pupil)));
        model.addAttribute("back", "/agreements/classes/" + id);
        return "agreements/web/child";
    }

    @PostMapping("/agreements/classes/{id}/{pupil}")
    String sayYes(
            Actor actor,
            @PathVariable UUID id,
            @PathVariable UUID pupil,
            @RequestParam(defaultValue = "") String words,
            HttpServletRequest request,
            RedirectAttributes flash) {
        var child = signing.child(actor, new ClassId(id), new PersonId(pupil));
        var said = new Said(
                child.pupil().name().called(),
                Wording.ENGLISH,
                words.matches("[0-9a-f]{64}")
                        ? Map.of(child.paper().needed().audience(), new Fingerprint(words))
                        : Map.of());
        var outcome = signing.sayYes(actor, new ClassId(id), new PersonId(pupil), said, request.getRemoteAddr());
        flash.addFlashAttribute(
                Notice.FLASH,
                switch (outcome) {
                    case Signing.Signed signed ->
                        Notice.done(say(
                                "agreements.class.said-yes",
                                child.pupil().name().called()));
                    case Signing.Already already ->
                        Notice.done(say(
                                "agreements.class.said-yes",
                                child.pupil().name().called()));
                    case Signing.WordsChanged() -> Notice.waiting(say("agreements.sign.changed"));
                    case Signing.Nothing() -> Notice.waiting(say("agreements.sign.changed"));
                    case Signing.NotTheName other -> Notice.waiting(say("agreements.sign.changed"));
                });
        return "redirect:/agreements/classes/" + id;
    }
}
