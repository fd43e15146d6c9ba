package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.Evidence;
import org.schoolgate.agreements.Proof;
import org.schoolgate.agreements.Questions;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.agreements.Signing;
import org.schoolgate.agreements.StaffDevices;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.signin.Entry;
import org.schoolgate.signin.SignedIn;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.schoolgate.ui.Reach;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Somebody's own answers: for themselves, and by a parent for a child, from reading to the receipt. */
@Controller
class MineController {
    private final Signatures signatures;
    private final Questions questions;
    private final StaffDevices devices;

    MineController(Signatures signatures, Questions questions, StaffDevices devices) {
        this.devices = devices;
        this.signatures = signatures;
        this.questions = questions;
    }

    @GetMapping("/agreements/mine")
    String index(Actor actor, Model model) {
        var errands = signatures.mine(actor);
        if (errands.size() == 1) {
            return "redirect:/agreements/mine/" + errands.getFirst().about();
        }
        model.addAttribute(
                "pages",
                errands.stream().map(errand -> SigningPage.of(errand, "en-GB")).toList());
        return "agreements/web/mine";
    }

    @GetMapping("/agreements/mine/{subject}")
    String show(
            Actor actor,
            @PathVariable UUID subject,
            @RequestParam(defaultValue = "en-GB") String lang,
            @RequestAttribute(name = Reach.ATTRIBUTE, required = false) @Nullable Reach held,
            Model model) {
        var page = SigningPage.of(signatures.errand(actor, new PersonId(subject)), lang);
        model.addAttribute("page", page);
        model.addAttribute("held", held != null);
        model.addAttribute("problems", Problems.none());
        return page.errand().isDone() || page.errand().saidNo() ? "agreements/web/done" : "agreements/web/start";
    }

    @GetMapping("/agreements/mine/{subject}/read")
    String read(
            Actor actor, @PathVariable UUID subject, @RequestParam(defaultValue = "en-GB") String lang, Model model) {
        model.addAttribute("page", SigningPage.of(signatures.read(actor, new PersonId(subject)), lang));
        return "agreements/web/read";
    }

    @GetMapping("/agreements/mine/{subject}/sign")
    String form(
            Actor actor,
            @PathVariable UUID subject,
            @RequestParam(defaultValue = "en-GB") String lang,
            @RequestParam(defaultValue = "") String paper,
            Model model) {
        model.addAttribute(
                "page",
                SigningPage.of(signatures.errand(actor, new PersonId(subject)), lang)
                        .choosing(paper));
        model.addAttribute("form", SignForm.empty());
        model.addAttribute("problems", Problems.none());
        return "agreements/web/sign";
    }

    @PostMapping("/agreements/mine/{subject}/sign")
    String sign(
            Actor actor,
            @PathVariable UUID subject,
            @RequestParam Map<String, String> fields,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var id = new PersonId(subject);
        var page = SigningPage.of(signatures.errand(actor, id), fields.getOrDefault("lang", "en-GB"))
                .choosing(fields.getOrDefault("paper", ""));
        var form = SignForm.of(fields);
        var problems = form.problems(page);
        if (!problems.any()) {
            switch (signatures.sign(actor, id, form.said(page), evidence(request))) {
                case Signing.Signed signed -> {
                    if (page.reader() == Reader.ADULT && actor.roles().stream().anyMatch(Role::isStaff)) {
                        StaffDevices.serial(form.serial()).ifPresent(serial -> devices.name(actor, serial));
                    }
                    return "redirect:" + page.href();
                }
                case Signing.Already already -> {
                    return "redirect:" + page.href();
                }
                case Signing.NotTheName other -> problems.add("name", say("agreements.sign.name-other"));
                case Signing.WordsChanged() -> {
                    flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("agreements.sign.changed")));
                    return "redirect:" + page.href() + "/read";
                }
                case Signing.Nothing() -> problems.add("name", say("agreements.sign.tick-missing"));
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("page", page);
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        return "agreements/web/sign";
    }

    @GetMapping("/agreements/mine/{subject}/no")
    String no(Actor actor, @PathVariable UUID subject, Model model) {
        model.addAttribute("page", SigningPage.of(signatures.errand(actor, new PersonId(subject)), "en-GB"));
        return "agreements/web/no";
    }

    @PostMapping("/agreements/mine/{subject}/no")
    String decline(
            Actor actor,
            @PathVariable UUID subject,
            @RequestParam(defaultValue = "") String paper,
            @RequestParam(defaultValue = "") String why,
            HttpServletRequest request,
            RedirectAttributes flash) {
        var id = new PersonId(subject);
        var chosen = signatures.errand(actor, id).papers().stream()
                .map(one -> one.needed().audience())
                .filter(audience -> audience.name().equals(paper))
                .findFirst()
                .orElseThrow(() -> new NotFound("paper " + paper));
        signatures.decline(actor, id, chosen, shortened(why), evidence(request));
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.no.done")));
        return "redirect:/agreements/mine/" + subject;
    }

    /** A member of staff was lent something since they signed; the addendum for it is asked for next. */
    @PostMapping("/agreements/mine/{subject}/device")
    String device(
            Actor actor,
            @PathVariable UUID subject,
            @RequestParam(defaultValue = "") String serial,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        StaffDevices.requireStaff(actor);
        var page = SigningPage.of(signatures.errand(actor, new PersonId(subject)), "en-GB");
        if (page.reader() != Reader.ADULT) {
            throw new NotFound("devices of " + subject);
        }
        var named = StaffDevices.serial(serial);
        if (named.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("page", page);
            model.addAttribute("held", false);
            model.addAttribute("problems", Problems.of("serial", say("agreements.device.serial-other")));
            return "agreements/web/done";
        }
        devices.name(actor, named.get());
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.device.named")));
        return "redirect:" + page.href();
    }

    @GetMapping("/agreements/mine/{subject}/question")
    String question(Actor actor, @PathVariable UUID subject, Model model) {
        model.addAttribute("page", SigningPage.of(signatures.errand(actor, new PersonId(subject)), "en-GB"));
        model.addAttribute("problems", Problems.none());
        return "agreements/web/question";
    }

    @PostMapping("/agreements/mine/{subject}/question")
    String ask(
            Actor actor,
            @PathVariable UUID subject,
            @RequestParam(defaultValue = "") String words,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        var page = SigningPage.of(signatures.errand(actor, new PersonId(subject)), "en-GB");
        if (words.isBlank()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("page", page);
            model.addAttribute("problems", Problems.of("words", say("agreements.ask.missing")));
            return "agreements/web/question";
        }
        questions.ask(
                actor,
                page.errand().about(),
                page.errand().papers().getFirst().needed().audience(),
                shortened(words));
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.ask.done")));
        return "redirect:" + page.href();
    }

    private static String shortened(String words) {
        return words.length() <= 1_000 ? words : words.substring(0, 1_000);
    }

    /** How this request shows whose it is: a link proves a mailbox, an account more. */
    static Evidence evidence(HttpServletRequest request) {
        var proof = SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                        && signedIn.entry() instanceof Entry.ByLink(var visit)
                ? switch (visit.proof()) {
                    case MAILBOX -> new Proof.Mailbox(visit.link());
                    case MAILBOX_AND_FACT -> new Proof.MailboxAndFact(visit.link());
                }
                : new Proof.SignedIn();
        return new Evidence(proof, request.getRemoteAddr());
    }
}
