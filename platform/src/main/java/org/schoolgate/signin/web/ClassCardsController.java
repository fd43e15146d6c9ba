package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.ui.Notice;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The cards of a class: its three pictures, each child's secret, to keep in the drawer. */
@Controller
class ClassCardsController {
    private final ClassSignIns classes;

    ClassCardsController(ClassSignIns classes) {
        this.classes = classes;
    }

    @GetMapping("/class-cards/{id}")
    String show(Actor actor, @PathVariable UUID id, Model model) {
        model.addAttribute("id", id);
        model.addAttribute("cards", classes.cards(actor, id));
        return "signin/web/classCards";
    }

    /** The same on paper. The address names the class only, and the page is not kept by the browser. */
    @GetMapping("/class-cards/{id}/sheet")
    String sheet(Actor actor, @PathVariable UUID id, Model model) {
        model.addAttribute("back", "/class-cards/" + id);
        model.addAttribute("cards", classes.cards(actor, id));
        return "signin/web/cardSheet";
    }

    @PostMapping("/class-cards/{id}")
    String create(Actor actor, @PathVariable UUID id, RedirectAttributes after) {
        classes.makeCards(actor, id);
        return done(id, "signin.cards.made", after);
    }

    @PostMapping("/class-cards/{id}/{child}/secret")
    String secret(Actor actor, @PathVariable UUID id, @PathVariable UUID child, RedirectAttributes after) {
        classes.changeSecret(actor, new PersonId(child));
        return done(id, "signin.cards.changed", after);
    }

    @PostMapping("/class-cards/{id}/{child}/tries")
    String tries(Actor actor, @PathVariable UUID id, @PathVariable UUID child, RedirectAttributes after) {
        classes.giveTriesBack(actor, new PersonId(child));
        return done(id, "signin.cards.again", after);
    }

    private static String done(UUID id, String words, RedirectAttributes after) {
        after.addFlashAttribute(Notice.FLASH, Notice.done(say(words)));
        return "redirect:/class-cards/" + id;
    }
}
