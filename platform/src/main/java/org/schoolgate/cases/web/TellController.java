package org.schoolgate.cases.web;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.AnswersAgain;
import org.schoolgate.cases.Matter;
import org.schoolgate.cases.ReportId;
import org.schoolgate.cases.Reports;
import org.schoolgate.cases.ToldAway;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.Ids;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A child tells. For the youngest the press itself tells, and everything after it is only more. */
@Controller
class TellController {
    /** What can be said afterwards as well. */
    private static final Set<Matter> LATER = later();

    private final Reports reports;
    private final ToldAway away;
    private final AnswersAgain again;

    TellController(Reports reports, ToldAway away, AnswersAgain again) {
        this.reports = reports;
        this.away = away;
        this.again = again;
    }

    private static Set<Matter> later() {
        var later = EnumSet.of(Matter.PRESSED_BY_MISTAKE);
        later.addAll(Matter.OFFERED_TO_CHILDREN);
        return later;
    }

    /** What a child is not offered, no form of ours sends. */
    private static Matter said(Matter matter, Set<Matter> offered) {
        return offered.contains(matter) ? matter : Matter.NOT_SAID;
    }

    @GetMapping("/tell")
    String form(Actor.Somebody actor, @RequestParam(required = false) @Nullable String page, Model model) {
        Reports.ACCESS.require(actor, Reports.Operation.TELL);
        if (!actor.is(Role.PUPIL)) {
            return "redirect:/report";
        }
        model.addAttribute("readers", reports.readers(actor));
        model.addAttribute("page", page == null ? "" : page);
        model.addAttribute("choices", reports.choices(actor));
        model.addAttribute("told", reports.told(actor));
        return actor.phase() == Phase.KS2 ? "cases/web/tellInWords" : "cases/web/tell";
    }

    @PostMapping("/tell")
    String create(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "NOT_SAID") Matter matter,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(required = false) @Nullable String page,
            @RequestParam(defaultValue = "true") boolean teachersToo,
            @RequestParam(defaultValue = "") String trusted,
            @RequestParam(defaultValue = "") String ticket,
            @RequestParam(defaultValue = "0") int press) {
        var id = away.report(actor, ticket, press).orElseGet(ReportId::random);
        var report = reports.tell(
                actor,
                id,
                said(matter, Matter.OFFERED_TO_CHILDREN),
                words,
                page,
                teachersToo,
                Ids.read(trusted).map(PersonId::new).orElse(null));
        return "redirect:/tell/" + report.id();
    }

    @GetMapping("/tell/{id}")
    String show(Actor.Somebody actor, @PathVariable UUID id, Model model) {
        var report = reports.own(actor, new ReportId(id));
        model.addAttribute("report", report);
        model.addAttribute("readers", reports.readers(actor, report));
        var hearing = reports.hearing(actor, report.id());
        model.addAttribute("hearing", hearing);
        model.addAttribute("words", again.words(actor, report).orElse(""));
        if (actor.is(Role.PUPIL) && actor.phase() != Phase.KS2) {
            model.addAttribute("choices", reports.choices(actor, report));
            model.addAttribute("trusted", reports.trusted(report).orElse(""));
        }
        if (hearing.isNew()) {
            reports.seen(actor, report.id());
        }
        return actor.phase() == Phase.KS2 || !actor.is(Role.PUPIL) ? "cases/web/toldInWords" : "cases/web/told";
    }

    @PostMapping("/tell/{id}/trusted")
    String trust(Actor.Somebody actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String person) {
        reports.trust(
                actor, new ReportId(id), Ids.read(person).map(PersonId::new).orElse(null));
        return "redirect:/tell/" + id;
    }

    @PostMapping("/tell/{id}/more")
    String add(
            Actor.Somebody actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "NOT_SAID") Matter matter,
            @RequestParam(defaultValue = "") String words) {
        reports.add(actor, new ReportId(id), said(matter, LATER), words);
        return matter == Matter.PRESSED_BY_MISTAKE ? "redirect:/" : "redirect:/tell/" + id;
    }
}
