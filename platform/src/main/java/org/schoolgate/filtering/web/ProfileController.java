package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filtering.FilterProfile;
import org.schoolgate.filtering.FilterProfiles;
import org.schoolgate.filtering.FilterProfiles.Choosing;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.SiteCategory;
import org.schoolgate.filtering.Treatment;
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
