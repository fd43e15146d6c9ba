package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filtering.FilterProfile;
import org.schoolgate.filtering.FilterProfiles;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.HttpsChoices;
import org.schoolgate.filtering.HttpsModes;
import org.schoolgate.filtering.SiteCategory;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.gateways.CertificateAuthorities;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How far HTTPS is looked into: for each group, and what stays out of it for all. */
@Controller
class HttpsController {
    private static final String HERE = "/filter/https";
    private static final String PROFILES = "/filter/profiles";

    private final FilterProfiles profiles;
    private final HttpsChoices https;

    HttpsController(FilterProfiles profiles, HttpsChoices https) {
        this.profiles = profiles;
        this.https = https;
    }

    @GetMapping(HERE)
    ModelAndView index(Actor.Somebody actor) {
        return index(actor, String.join("\n", https.untouched(actor)), "", Problems.none());
    }

    @PostMapping(HERE)
    ModelAndView keepUntouched(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String hosts,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        var problems = https.keepUntouched(actor, hosts, reason);
        if (problems.any()) {
            return index(actor, hosts, reason, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.https.untouched.kept")));
        return new ModelAndView("redirect:" + HERE);
    }

    private ModelAndView index(Actor actor, String hosts, String reason, Problems problems) {
        return new ModelAndView("filtering/web/https", status(problems))
                .addObject("profiles", profiles.all(actor))
                .addObject("history", https.untouchedHistory(actor))
                .addObject("untouched", https.untouched(actor))
                .addObject("mayChange", profiles.mayChange(actor))
                .addObject(
                        "maySeeCertificate",
                        CertificateAuthorities.ACCESS.allows(actor, CertificateAuthorities.Operation.SEE))
                .addObject("hosts", hosts)
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    @GetMapping(PROFILES + "/{group}/https")
    ModelAndView form(Actor.Somebody actor, @PathVariable String group) {
        requireChanger(actor);
        var profile = profile(actor, group);
        var chosen = new EnumMap<SiteCategory, String>(SiteCategory.class);
        profile.https().byCategory().forEach((category, mode) -> chosen.put(category, mode.name()));
        return form(profile, profile.https().usual().name(), chosen, false, "", Problems.none());
    }

    @PostMapping(PROFILES + "/{group}/https")
    ModelAndView choose(
            Actor.Somebody actor,
            @PathVariable String group,
            @RequestParam(defaultValue = "") String usual,
            @RequestParam(defaultValue = "false") boolean told,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam Map<String, String> typed,
            RedirectAttributes flash) {
        requireChanger(actor);
        var profile = profile(actor, group);
        var chosen = new EnumMap<SiteCategory, String>(SiteCategory.class);
        var byCategory = new EnumMap<SiteCategory, Https.Mode>(SiteCategory.class);
        for (var category : SiteCategory.values()) {
            mode(typed.getOrDefault(category.word(), "")).ifPresent(mode -> {
                chosen.put(category, mode.name());
                byCategory.put(category, mode);
            });
        }
        var wanted = mode(usual).map(mode -> new HttpsModes(mode, byCategory));
        var problems = wanted.map(modes -> https.choose(actor, profile.group(), modes, told, reason))
                .orElseGet(() -> Problems.of("usual", say("filtering.https.choose")));
        if (problems.any() || wanted.isEmpty()) {
            return form(profile, usual, chosen, told, reason, problems);
        }
        flash.addFlashAttribute(
                Notice.FLASH,
                Notice.done(say(
                        "filtering.https.chosen",
                        profile.group().label(),
                        wanted.get().said())));
        return new ModelAndView("redirect:" + PROFILES + "/" + profile.group().id());
    }

    private static ModelAndView form(
            FilterProfile profile,
            String usual,
            Map<SiteCategory, String> chosen,
            boolean told,
            String reason,
            Problems problems) {
        return new ModelAndView("filtering/web/httpsForm", status(problems))
                .addObject("profile", profile)
                .addObject("options", options())
                .addObject("otherwise", otherwise())
                .addObject("usual", usual)
                .addObject("chosen", chosen)
                .addObject("told", told)
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    private static List<Option> options() {
        return Stream.of(Https.Mode.NAME_ONLY, Https.Mode.INSPECT, Https.Mode.SPLICE)
                .map(mode -> new Option(
                        mode.name(),
                        HttpsModes.said(mode),
                        say("filtering.https.mode." + HttpsModes.word(mode) + ".hint")))
                .toList();
    }

    private static List<Option> otherwise() {
        return Stream.concat(
                        Stream.of(Option.of("", say("filtering.https.as-usual"))),
                        options().stream().map(option -> Option.of(option.value(), option.text())))
                .toList();
    }

    private static Optional<Https.Mode> mode(String typed) {
        return Arrays.stream(Https.Mode.values())
                .filter(mode -> mode.name().equals(typed))
                .findFirst();
    }

    private FilterProfile profile(Actor actor, String id) {
        return profiles.all(actor).stream()
                .filter(profile -> profile.group().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("profile " + id));
    }

    private void requireChanger(Actor actor) {
        if (!profiles.mayChange(actor)) {
            throw new Forbidden(actor, Operation.CHANGE.name());
        }
    }

    private static HttpStatus status(Problems problems) {
        return problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
    }
}
