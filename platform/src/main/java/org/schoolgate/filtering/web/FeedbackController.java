package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.Feedback.Kind;
import org.schoolgate.filtering.FilterFeedback;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.kernel.Actor;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What staff say of the filter: saying it, and the list with its trend for those who keep the filter. */
@Controller
class FeedbackController {
    private static final String HERE = "/filter/feedback";

    private final FilterFeedback feedback;

    FeedbackController(FilterFeedback feedback) {
        this.feedback = feedback;
    }

    @GetMapping(HERE)
    String index(Actor.Somebody actor, Model model) {
        model.addAttribute("year", feedback.year(actor));
        return "filtering/web/feedback";
    }

    @GetMapping(HERE + "/new")
    ModelAndView form(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String kind) {
        FilteringAccess.ACCESS.require(actor, Operation.FEEDBACK);
        return page(site, kind, "", Problems.none());
    }

    @PostMapping(HERE)
    ModelAndView give(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String words,
            RedirectAttributes flash) {
        var problems = feedback.give(actor, site, kind(kind), words);
        if (problems.any()) {
            return page(site, kind, words, problems);
        }
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.feedback.thanks")));
        return new ModelAndView("redirect:/");
    }

    private static ModelAndView page(String site, String kind, String words, Problems problems) {
        return new ModelAndView(
                        "filtering/web/feedbackForm", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("site", site)
                .addObject("kind", kind)
                .addObject("kinds", kinds())
                .addObject("words", words)
                .addObject("problems", problems);
    }

    private static List<Option> kinds() {
        return Arrays.stream(Kind.values())
                .map(one -> new Option(
                        one.name(),
                        one.label(),
                        say("filtering.feedback.kind."
                                + one.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hint")))
                .toList();
    }

    private static @Nullable Kind kind(String typed) {
        return Arrays.stream(Kind.values())
                .filter(one -> one.name().equals(typed))
                .findFirst()
                .orElse(null);
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem filterFeedbackEntry() {
            return MenuItem.in(Place.SITES, 80, HERE, "filtering.menu.feedback")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.SEE));
        }
    }
}
