package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.CaseRequests;
import org.schoolgate.cases.ContactCards;
import org.schoolgate.cases.procedure.Agency;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.messages.OutsideRequest.Kind;
import org.schoolgate.ui.Dates;
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

/** What was asked of people outside, and at which numbers they are. */
@Controller
class OutsideController {
    private final CaseRequests requests;
    private final ContactCards cards;
    private final Clock clock;

    OutsideController(CaseRequests requests, ContactCards cards, Clock clock) {
        this.requests = requests;
        this.cards = cards;
        this.clock = clock;
    }

    @GetMapping("/outside-requests")
    ModelAndView awaited(Actor.Somebody actor) {
        return new ModelAndView("cases/web/outsideRequests")
                .addObject("awaited", requests.awaited(actor))
                .addObject("cards", ContactCards.ACCESS.allows(actor, ContactCards.Operation.READ))
                .addObject("now", clock.instant());
    }

    @PostMapping("/cases/{id}/requests/{request}")
    ModelAndView wrote(
            Actor.Somebody actor,
            @PathVariable CaseId id,
            @PathVariable UUID request,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes flash) {
        var what = switch (kind) {
            case "reference" -> Kind.REFERENCE;
            case "chased" -> Kind.CHASED;
            case "not-awaited" -> Kind.NOT_AWAITED;
            default -> Kind.ANSWERED;
        };
        var problems = requests.say(actor, id, request, what, words);
        return CasePages.to(
                id,
                problems.any()
                        ? Notice.danger(problems.all().values().iterator().next())
                        : Notice.done(say("cases.outside.kept")),
                flash);
    }

    @GetMapping("/contact-cards")
    ModelAndView cards(Actor.Somebody actor) {
        return new ModelAndView("cases/web/contactCards")
                .addObject("cards", cards.all(actor))
                .addObject("today", cards.today())
                .addObject("writes", ContactCards.ACCESS.allows(actor, ContactCards.Operation.WRITE));
    }

    @GetMapping("/contact-cards/{agency}")
    ModelAndView card(Actor.Somebody actor, @PathVariable String agency) {
        ContactCards.ACCESS.require(actor, ContactCards.Operation.WRITE);
        var one = agency(agency);
        var typed = cards.card(actor.school(), one)
                .map(card -> Map.of(
                        "name", card.name(),
                        "phone", card.phone(),
                        "hours", card.outOfHours(),
                        "email", card.email(),
                        "agreed", card.agreed(),
                        "review", card.reviewBy() == null ? "" : Dates.iso(card.reviewBy())))
                .orElse(Map.of());
        return form(one, typed, Problems.none());
    }

    @PostMapping("/contact-cards/{agency}")
    ModelAndView write(
            Actor.Somebody actor,
            @PathVariable String agency,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        ContactCards.ACCESS.require(actor, ContactCards.Operation.WRITE);
        var one = agency(agency);
        var problems = cards.write(
                actor,
                one,
                new ContactCards.Written(
                        typed.getOrDefault("name", ""),
                        typed.getOrDefault("phone", ""),
                        typed.getOrDefault("hours", ""),
                        typed.getOrDefault("email", ""),
                        typed.getOrDefault("agreed", ""),
                        Dates.read(typed.getOrDefault("review", "")).orElse(null)));
        if (problems.any()) {
            return form(one, typed, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("cases.card.kept")));
        return new ModelAndView("redirect:/contact-cards");
    }

    private static ModelAndView form(Agency agency, Map<String, String> typed, Problems problems) {
        return new ModelAndView(
                        "cases/web/contactCard", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("agency", agency)
                .addObject("typed", typed)
                .addObject("problems", problems);
    }

    private static Agency agency(String name) {
        return Arrays.stream(Agency.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("agency"));
    }
}
