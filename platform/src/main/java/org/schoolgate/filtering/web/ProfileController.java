package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filtering.FilterProfile;
import org.schoolgate.filtering.FilterProfiles;
import org.schoolgate.filtering.FilterProfiles.Choosing;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.SiteCategory;
import org.schoolgate.filtering.Treatment;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SafeModes.YouTube;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The filter's profiles: for each group of readers what becomes of each category, since when and why. */
@Controller
class ProfileController {
    private static final String HERE = "/filter/profiles";

    private final FilterProfiles profiles;

    ProfileController(FilterProfiles profiles) {
        this.profiles = profiles;
    }

    @GetMapping(HERE)
    String index(Actor.Somebody actor, Model model) {
        model.addAttribute("profiles", profiles.all(actor));
        return "filtering/web/profiles";
    }

    @GetMapping(HERE + "/{group}")
    String show(Actor.Somebody actor, @PathVariable String group, Model model) {
        var profile = profile(actor, group);
        model.addAttribute("profile", profile);
        model.addAttribute("history", profiles.history(actor, profile.group()));
        model.addAttribute("mayChange", profiles.mayChange(actor));
        return "filtering/web/profile";
    }

    @GetMapping(HERE + "/{group}/{category}")
    ModelAndView form(Actor.Somebody actor, @PathVariable String group, @PathVariable String category) {
        requireChanger(actor);
        var profile = profile(actor, group);
        var chosen = category(category);
        return form(profile, chosen, profile.of(chosen).name(), "", Problems.none());
    }

    @PostMapping(HERE + "/{group}/{category}")
    ModelAndView choose(
            Actor.Somebody actor,
            @PathVariable String group,
            @PathVariable String category,
            @RequestParam(defaultValue = "") String treatment,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        requireChanger(actor);
        var profile = profile(actor, group);
        var about = category(category);
        var wanted = treatment(treatment);
        if (wanted.isEmpty()) {
            return form(profile, about, treatment, reason, Problems.of("treatment", say("filtering.profile.choose")));
        }
        return switch (profiles.choose(actor, profile.group(), about, wanted.get(), reason)) {
            case Choosing.Chosen(var now) -> {
                flash.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done(say(
                                "filtering.profile.chosen",
                                about.label(),
                                now.label(),
                                profile.group().label())));
                yield new ModelAndView(
                        "redirect:" + HERE + "/" + profile.group().id());
            }
            case Choosing.Locked _ ->
                form(profile, about, "", reason, Problems.of("treatment", say("filtering.profile.locked")));
            case Choosing.NotLikeThat(var problems) -> form(profile, about, treatment, reason, problems);
        };
    }

    private ModelAndView form(
            FilterProfile profile, SiteCategory category, String treatment, String reason, Problems problems) {
        return new ModelAndView(
                        "filtering/web/profileForm", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("profile", profile)
                .addObject("category", category)
                .addObject("options", options(profile, category))
                .addObject("treatment", treatment)
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    /** What may be chosen, from the least open to the most. */
    private static List<Option> options(FilterProfile profile, SiteCategory category) {
        return Arrays.stream(Treatment.values())
                .filter(one -> !one.isMoreOpenThan(profile.mostOpen(category)))
                .sorted((one, other) -> other.compareTo(one))
                .map(one -> new Option(
                        one.name(),
                        one.label(),
                        say("filtering.treatment." + one.name().toLowerCase(Locale.ROOT) + ".hint")))
                .toList();
    }

    @GetMapping(HERE + "/{group}/safe-modes")
    ModelAndView modesForm(Actor.Somebody actor, @PathVariable String group) {
        requireChanger(actor);
        var profile = profile(actor, group);
        var now = profile.safeModes();
        return modesForm(
                profile, String.valueOf(now.safeSearch()), now.youTube().name(), "", Problems.none());
    }

    @PostMapping(HERE + "/{group}/safe-modes")
    ModelAndView chooseModes(
            Actor.Somebody actor,
            @PathVariable String group,
            @RequestParam(defaultValue = "") String safeSearch,
            @RequestParam(defaultValue = "") String youTube,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        requireChanger(actor);
        var profile = profile(actor, group);
        var mode = Arrays.stream(YouTube.values())
                .filter(one -> one.name().equals(youTube))
                .findFirst();
        var problems = Problems.none()
                .when(
                        !List.of("true", "false").contains(safeSearch),
                        "safeSearch",
                        say("filtering.modes.search.choose"))
                .when(mode.isEmpty(), "youTube", say("filtering.modes.youtube.choose"));
        if (!problems.any() && mode.isPresent()) {
            var wanted = new SafeModes(Boolean.parseBoolean(safeSearch), mode.get());
            problems = profiles.choose(actor, profile.group(), wanted, reason);
            if (!problems.any()) {
                flash.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done(
                                say("filtering.modes.chosen", profile.group().label(), FilterProfiles.said(wanted))));
                return new ModelAndView(
                        "redirect:" + HERE + "/" + profile.group().id());
            }
        }
        return modesForm(profile, safeSearch, youTube, reason, problems);
    }

    private static ModelAndView modesForm(
            FilterProfile profile, String safeSearch, String youTube, String reason, Problems problems) {
        return new ModelAndView(
                        "filtering/web/safeModesForm",
                        problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("profile", profile)
                .addObject("searchOptions", searchOptions(profile))
                .addObject("youTubeOptions", youTubeOptions(profile))
                .addObject("safeSearch", safeSearch)
                .addObject("youTube", youTube)
                .addObject("reason", reason)
                .addObject("problems", problems);
    }

    private static List<Option> searchOptions(FilterProfile profile) {
        return Stream.of(true, false)
                .filter(on -> on || !profile.mostOpenModes().safeSearch())
                .map(on -> {
                    var key = "filtering.modes.search." + (on ? "on" : "off");
                    return new Option(String.valueOf(on), say(key), say(key + ".hint"));
                })
                .toList();
    }

    /** What may be chosen, from the least open to the most. */
    private static List<Option> youTubeOptions(FilterProfile profile) {
        return Arrays.stream(YouTube.values())
                .filter(one -> !one.isMoreOpenThan(profile.mostOpenModes().youTube()))
                .sorted((one, other) -> other.compareTo(one))
                .map(one -> {
                    var key = "filtering.modes.youtube." + one.name().toLowerCase(Locale.ROOT);
                    return new Option(one.name(), say(key), say(key + ".hint"));
                })
                .toList();
    }

    private FilterProfile profile(Actor actor, String id) {
        return profiles.all(actor).stream()
                .filter(profile -> profile.group().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("profile " + id));
    }

    private static SiteCategory category(String word) {
        return Arrays.stream(SiteCategory.values())
                .filter(category -> category.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new NotFound("category " + word));
    }

    private static Optional<Treatment> treatment(String typed) {
        return Arrays.stream(Treatment.values())
                .filter(one -> one.name().equals(typed))
                .findFirst();
    }

    private void requireChanger(Actor actor) {
        if (!profiles.mayChange(actor)) {
            throw new Forbidden(actor, Operation.CHANGE.name());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem filterProfilesEntry() {
            return MenuItem.in(Place.SITES, 50, HERE, "filtering.menu.profiles")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.SEE));
        }
    }
}
