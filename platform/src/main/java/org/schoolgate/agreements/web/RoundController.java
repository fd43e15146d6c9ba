package org.schoolgate.agreements.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.PaperLetters;
import org.schoolgate.agreements.RoundId;
import org.schoolgate.agreements.RoundOpening;
import org.schoolgate.agreements.Rounds;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Rounds: opened, watched, chased, closed. */
@Controller
class RoundController {
    private final Rounds rounds;
    private final PaperLetters letters;
    private final Clock clock;

    RoundController(Rounds rounds, PaperLetters letters, Clock clock) {
        this.rounds = rounds;
        this.letters = letters;
        this.clock = clock;
    }

    @GetMapping("/agreements/rounds")
    String index(Actor actor, Model model) {
        model.addAttribute("rounds", rounds.all(actor));
        model.addAttribute("mayOpen", AgreementsAccess.ACCESS.allows(actor, Operation.RUN_ROUND));
        return "agreements/web/rounds";
    }

    @GetMapping("/agreements/rounds/new")
    String form(Actor actor, Model model) {
        AgreementsAccess.ACCESS.require(actor, Operation.RUN_ROUND);
        var year = AcademicYear.at(clock.instant());
        return form(
                model,
                new RoundForm(
                        say("agreements.round.usual-name", year.toString()),
                        EnumSet.allOf(Audience.class).stream()
                                .map(Audience::name)
                                .collect(Collectors.toSet()),
                        "",
                        Integer.toString(rounds.usualReminders(actor))),
                Problems.none());
    }

    private static String form(Model model, RoundForm form, Problems problems) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        return "agreements/web/roundForm";
    }

    @PostMapping("/agreements/rounds")
    String create(
            Actor actor,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) Set<String> audiences,
            @RequestParam(defaultValue = "") String answerBy,
            @RequestParam(defaultValue = "") String remindEvery,
            HttpServletResponse response,
            Model model,
            RedirectAttributes flash) {
        AgreementsAccess.ACCESS.require(actor, Operation.RUN_ROUND);
        var form = new RoundForm(name, audiences == null ? Set.of() : audiences, answerBy, remindEvery);
        var problems = form.problems();
        if (!problems.any()) {
            var opening = rounds.open(
                    actor,
                    name,
                    AcademicYear.at(clock.instant()),
                    form.chosen(),
                    form.day().orElseThrow(),
                    form.days());
            switch (opening) {
                case RoundOpening.Opened(var round, var asked) -> {
                    flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.round.opened", asked)));
                    return "redirect:/agreements/rounds/" + round.id();
                }
                case RoundOpening.NoText(var without) ->
                    problems.add("audiences", say("agreements.round.no-text", names(without)));
                case RoundOpening.Running(var running) ->
                    problems.add("audiences", say("agreements.round.running", running.name()));
                case RoundOpening.DateInThePast() -> problems.add("answerBy", say("agreements.round.past"));
                case RoundOpening.YearOver() -> problems.add("answerBy", say("agreements.round.past"));
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return form(model, form, problems);
    }

    private static String names(Set<Audience> audiences) {
        return audiences.stream()
                .map(audience -> say("agreements.audience." + audience))
                .collect(Collectors.joining(", "));
    }

    @GetMapping("/agreements/rounds/{id}")
    String show(Actor actor, @PathVariable UUID id, Model model) {
        var round = new RoundId(id);
        boolean names = AgreementsAccess.ACCESS.allows(actor, Operation.READ_PROGRESS)
                || AgreementsAccess.ACCESS.allows(actor, Operation.READ_OWN_CLASS);
        model.addAttribute("progress", rounds.progress(actor, round));
        model.addAttribute(
                "open",
                names
                        ? rounds.chase(actor, round).stream()
                                .filter(row -> !row.isDone())
                                .toList()
                        : List.of());
        model.addAttribute("names", names);
        model.addAttribute("mayRun", AgreementsAccess.ACCESS.allows(actor, Operation.RUN_ROUND));
        model.addAttribute("toPrint", letters.waiting(actor, round));
        model.addAttribute("mayReadFamilies", AgreementsAccess.ACCESS.allows(actor, Operation.READ_FAMILIES));
        model.addAttribute("now", clock.instant());
        return "agreements/web/round";
    }

    /** Each print makes links afresh, so it is asked for by a press and not by an address. */
    @PostMapping("/agreements/rounds/{id}/letters")
    @Nullable
    String letters(Actor actor, @PathVariable UUID id, HttpServletResponse response, RedirectAttributes flash)
            throws IOException {
        var printed = letters.print(actor, new RoundId(id));
        if (printed.isEmpty()) {
            flash.addFlashAttribute(Notice.FLASH, Notice.waiting(say("agreements.round.nobody-to-print")));
            return "redirect:/agreements/rounds/" + id;
        }
        response.setContentType("application/pdf");
        response.setHeader("Content-Disposition", "attachment; filename=\"letters.pdf\"");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(printed.get());
        return null;
    }

    @PostMapping("/agreements/rounds/{id}/close")
    String close(Actor actor, @PathVariable UUID id, RedirectAttributes flash) {
        rounds.close(actor, new RoundId(id));
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("agreements.round.closed")));
        return "redirect:/agreements/rounds/" + id;
    }

    @GetMapping("/agreements/rounds/{id}/chase.csv")
    ResponseEntity<byte[]> csv(Actor actor, @PathVariable UUID id) {
        return Csv.file(
                "agreements-" + LocalDate.now(clock) + ".csv", ChaseCsv.of(rounds.takeChase(actor, new RoundId(id))));
    }
}
