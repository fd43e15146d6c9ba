package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.schoolgate.agreements.AgreementText.Approval;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.AgreementTexts.Drafting;
import org.schoolgate.agreements.AgreementTexts.Enforcement;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.Change;
import org.schoolgate.agreements.TextId;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Library;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Dates;
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

/** The school's agreements as texts: composed, worded, approved, put in force. */
@Controller
class TextController {
    private static final int DAYS_TO_SIGN_AGAIN = 14;

    private final AgreementTexts texts;
    private final Clock clock;

    TextController(AgreementTexts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    @GetMapping("/agreements/texts")
    String index(Actor actor, Model model) {
        model.addAttribute("texts", texts.all(actor));
        model.addAttribute("mayDraft", AgreementsAccess.ACCESS.allows(actor, Operation.DRAFT_TEXT));
        return "agreements/web/texts";
    }

    @PostMapping("/agreements/texts")
    String create(Actor actor, @RequestParam(defaultValue = "") String audience) {
        AgreementsAccess.ACCESS.require(actor, Operation.DRAFT_TEXT);
        return Arrays.stream(Audience.values())
                .filter(one -> one.name().equals(audience))
                .findFirst()
                .map(one -> "redirect:/agreements/texts/"
                        + texts.draft(actor, one, Change.MAJOR).id())
                .orElse("redirect:/agreements/texts");
    }

    @GetMapping("/agreements/texts/{id}")
    String show(Actor actor, @PathVariable UUID id, Model model) {
        return page(actor, new TextId(id), Problems.none(), model);
    }

    private String page(Actor actor, TextId id, Problems problems, Model model) {
        var text = texts.find(actor, id);
        model.addAttribute("text", text);
        model.addAttribute("rules", Library.ours().rulesFor(text.audience()));
        model.addAttribute("mayDraft", AgreementsAccess.ACCESS.allows(actor, Operation.DRAFT_TEXT));
        model.addAttribute("mayApprove", AgreementsAccess.ACCESS.allows(actor, Operation.APPROVE_TEXT));
        model.addAttribute("usualDay", Dates.iso(today().plusDays(DAYS_TO_SIGN_AGAIN)));
        model.addAttribute("problems", problems);
        return "agreements/web/text";
    }

    @PostMapping("/agreements/texts/{id}/rules")
    String choose(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(required = false) Set<String> rules,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var outcome = texts.choose(actor, new TextId(id), rules == null ? Set.of() : new HashSet<>(rules));
        return drafted(actor, outcome, new TextId(id), "rules", response, model, flash);
    }

    @PostMapping("/agreements/texts/{id}/words")
    String reword(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam Map<String, String> fields,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var said = new HashMap<String, String>();
        fields.forEach((name, words) -> {
            if (name.startsWith("line ") && !words.isBlank()) {
                said.put(name.substring("line ".length()), words);
            }
        });
        var outcome = texts.reword(
                actor, new TextId(id), fields.getOrDefault("title", ""), fields.getOrDefault("introduction", ""), said);
        var own = fields.getOrDefault("own", "");
        var under = fields.getOrDefault("under", "");
        if (outcome instanceof Drafting.Done && !own.isBlank() && !under.isBlank()) {
            outcome = texts.add(actor, new TextId(id), under, own);
        }
        return drafted(actor, outcome, new TextId(id), "title", response, model, flash);
    }

    @PostMapping("/agreements/texts/{id}/change")
    String rate(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "MAJOR") String change,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var outcome =
                texts.rate(actor, new TextId(id), change.equals(Change.MINOR.name()) ? Change.MINOR : Change.MAJOR);
        return drafted(actor, outcome, new TextId(id), "change", response, model, flash);
    }

    private String drafted(
            Actor actor,
            Drafting outcome,
            TextId id,
            String field,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        return switch (outcome) {
            case Drafting.Done done -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.text.kept")));
                yield "redirect:/agreements/texts/" + id;
            }
            case Drafting.NotADraft fixed -> wrong(actor, id, field, say("agreements.text.fixed"), response, model);
            case Drafting.Contradiction(var choices) ->
                wrong(
                        actor,
                        id,
                        field,
                        say("agreements.text.contradiction", String.join(", ", choices)),
                        response,
                        model);
            case Drafting.NothingToSign() ->
                wrong(actor, id, field, say("agreements.text.nothing-to-sign"), response, model);
        };
    }

    @PostMapping("/agreements/texts/{id}/approve")
    String approve(
            Actor actor, @PathVariable UUID id, HttpServletResponse response, Model model, RedirectAttributes flash) {
        var text = new TextId(id);
        return switch (texts.approve(actor, text)) {
            case Approval.Approved approved -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.text.approved")));
                yield "redirect:/agreements/texts/" + id;
            }
            case Approval.TooHard(var findings) ->
                wrong(
                        actor,
                        text,
                        "approve",
                        say(
                                "agreements.text.too-hard",
                                findings.age().years(),
                                findings.limit().years(),
                                String.join(" ", findings.tooLong())),
                        response,
                        model);
            case Approval.NotMinor() -> wrong(actor, text, "change", say("agreements.text.not-minor"), response, model);
            case Approval.NotADraft() -> wrong(actor, text, "approve", say("agreements.text.fixed"), response, model);
        };
    }

    @PostMapping("/agreements/texts/{id}/in-force")
    String putInForce(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String until,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var text = new TextId(id);
        return switch (texts.putInForce(actor, text, Dates.read(until).orElse(today().plusDays(DAYS_TO_SIGN_AGAIN)))) {
            case Enforcement.Done done -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.text.in-force-done")));
                yield "redirect:/agreements/texts/" + id;
            }
            case Enforcement.NotApproved() ->
                wrong(actor, text, "until", say("agreements.text.approve-first"), response, model);
            case Enforcement.DateInThePast() ->
                wrong(actor, text, "until", say("agreements.round.past"), response, model);
        };
    }

    private String wrong(
            Actor actor, TextId id, String field, String sentence, HttpServletResponse response, Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(actor, id, Problems.of(field, sentence), model);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }
}
