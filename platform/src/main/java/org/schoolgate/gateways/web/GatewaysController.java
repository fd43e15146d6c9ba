package org.schoolgate.gateways.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateways.CertificateAuthorities;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.GatewayId;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.HowTheyAre;
import org.schoolgate.gateways.Places;
import org.schoolgate.gateways.ToldHealth;
import org.schoolgate.gateways.WhoIsWhere;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The school's gateways: how they are, and the technician's hand on them. */
@Controller
class GatewaysController {
    /** For so long the page asks for itself again, and then rests: one that is left open must not keep its reader signed in. */
    private static final Duration LOOKS_AGAIN = Duration.ofMinutes(10);

    private static final int AGAIN_SECONDS = 60;

    private final Gateways gateways;
    private final HowTheyAre howTheyAre;
    private final Clock clock;

    GatewaysController(Gateways gateways, HowTheyAre howTheyAre, Clock clock) {
        this.gateways = gateways;
        this.howTheyAre = howTheyAre;
        this.clock = clock;
    }

    @GetMapping("/gateways")
    String index(
            Actor actor,
            @RequestParam(required = false) @Nullable Long until,
            HttpServletResponse response,
            Model model) {
        var now = clock.instant();
        var all = gateways.all(actor);
        var told = howTheyAre.all(actor);
        var latest = now.plus(LOOKS_AGAIN).getEpochSecond();
        long end = until == null ? latest : until;
        var again = end > now.getEpochSecond() && end <= latest;
        if (again) {
            // The address stays the same from the second time on, so that a browser stays where its reader is.
            response.setHeader("Refresh", "%d; url=/gateways?until=%d".formatted(AGAIN_SECONDS, end));
        }
        model.addAttribute("again", again);
        model.addAttribute("until", again ? Dates.time(Instant.ofEpochSecond(end)) : "");
        model.addAttribute("now", Dates.time(now));
        model.addAttribute("page", GatewaysPage.of(all, told, now));
        model.addAttribute("coverage", CoveragePage.of(inUse(all, told), midnight(now), now));
        model.addAttribute("mayManage", Gateways.ACCESS.allows(actor, Gateways.Operation.MANAGE));
        model.addAttribute("maySeePlaces", Places.ACCESS.allows(actor, Places.Operation.SEE));
        model.addAttribute("maySeeWho", WhoIsWhere.ACCESS.allows(actor, WhoIsWhere.Operation.SEE));
        model.addAttribute(
                "maySeeCertificate", CertificateAuthorities.ACCESS.allows(actor, CertificateAuthorities.Operation.SEE));
        return "gateways/web/index";
    }

    @GetMapping("/gateways/new")
    ModelAndView form(Actor actor) {
        Gateways.ACCESS.require(actor, Gateways.Operation.MANAGE);
        return form(GatewayForm.empty(), Problems.none());
    }

    @PostMapping("/gateways")
    ModelAndView create(Actor actor, @ModelAttribute GatewayForm form) {
        Gateways.ACCESS.require(actor, Gateways.Operation.MANAGE);
        var problems = form.problems();
        if (problems.any()) {
            return form(form, problems);
        }
        return switch (gateways.register(actor, form.called(), form.place())) {
            case Gateways.Registration.Done(var id, var token) -> token(id, form.called(), token);
            case Gateways.Registration.NameTaken(var name) ->
                form(form, Problems.of("name", say("gateways.form.name.taken", name)));
        };
    }

    @GetMapping("/gateways/{id}")
    ModelAndView show(Actor actor, @PathVariable UUID id) {
        var gateway = gateways.find(actor, new GatewayId(id));
        var address = gateway.address();
        return show(actor, gateway, new GatewayForm(gateway.name(), address == null ? "" : address), Problems.none());
    }

    @PostMapping("/gateways/{id}")
    ModelAndView update(
            Actor actor, @PathVariable UUID id, @ModelAttribute GatewayForm form, RedirectAttributes flash) {
        Gateways.ACCESS.require(actor, Gateways.Operation.MANAGE);
        var gateway = gateways.find(actor, new GatewayId(id));
        var problems = form.problems();
        if (problems.any()) {
            return show(actor, gateway, form, problems);
        }
        return switch (gateways.change(actor, gateway.id(), form.called(), form.place())) {
            case Gateways.Change.Done() -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("gateways.changed")));
                yield new ModelAndView("redirect:/gateways/" + id);
            }
            case Gateways.Change.NameTaken(var name) ->
                show(actor, gateway, form, Problems.of("name", say("gateways.form.name.taken", name)));
            case Gateways.Change.Revoked() -> new ModelAndView("redirect:/gateways/" + id);
        };
    }

    @PostMapping("/gateways/{id}/token")
    ModelAndView replaceToken(Actor actor, @PathVariable UUID id) {
        Gateways.ACCESS.require(actor, Gateways.Operation.MANAGE);
        var gateway = gateways.find(actor, new GatewayId(id));
        return switch (gateways.replaceToken(actor, gateway.id())) {
            case Gateways.Replacement.Done(var token) -> token(gateway.id(), gateway.name(), token);
            case Gateways.Replacement.Revoked() -> new ModelAndView("redirect:/gateways/" + id);
        };
    }

    @PostMapping("/gateways/{id}/revoke")
    String revoke(Actor actor, @PathVariable UUID id, RedirectAttributes flash) {
        Gateways.ACCESS.require(actor, Gateways.Operation.MANAGE);
        gateways.revoke(actor, new GatewayId(id));
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("gateways.revoked")));
        return "redirect:/gateways/" + id;
    }

    private static List<ToldHealth> inUse(List<Gateway> all, Map<GatewayId, ToldHealth> told) {
        return all.stream()
                .filter(gateway -> gateway.revokedAt() == null)
                .flatMap(gateway -> Optional.ofNullable(told.get(gateway.id())).stream())
                .toList();
    }

    private static Instant midnight(Instant now) {
        return LocalDate.ofInstant(now, LONDON).atStartOfDay(LONDON).toInstant();
    }

    private static ModelAndView form(GatewayForm form, Problems problems) {
        return new ModelAndView("gateways/web/form", status(problems))
                .addObject("form", form)
                .addObject("problems", problems);
    }

    private ModelAndView show(Actor actor, Gateway gateway, GatewayForm form, Problems problems) {
        return new ModelAndView("gateways/web/show", status(problems))
                .addObject(
                        "page",
                        GatewayPage.of(
                                gateway,
                                gateways.newest(actor),
                                howTheyAre.find(actor, gateway.id()).orElse(null),
                                howTheyAre.troubles(actor, gateway.id()),
                                clock.instant()))
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject(
                        "mayManage",
                        gateway.revokedAt() == null && Gateways.ACCESS.allows(actor, Gateways.Operation.MANAGE));
    }

    /** In the answer itself and nowhere else: what is shown once is not kept for a next page. */
    private static ModelAndView token(GatewayId id, String name, String token) {
        return new ModelAndView("gateways/web/token")
                .addObject("id", id)
                .addObject("name", name)
                .addObject("token", token);
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }

    /** The list of gateways as it is shown. */
    public record GatewaysPage(List<GatewayPage> inUse, List<GatewayPage> revoked, long unwell) {
        static GatewaysPage of(List<Gateway> all, Map<GatewayId, ToldHealth> told, Instant now) {
            var pages = all.stream()
                    .map(gateway -> GatewayPage.of(gateway, null, told.get(gateway.id()), List.of(), now))
                    .toList();
            return new GatewaysPage(
                    pages.stream().filter(GatewayPage::inUse).toList(),
                    pages.stream().filter(page -> !page.inUse()).toList(),
                    pages.stream().filter(GatewayPage::unwell).count());
        }
    }
}
