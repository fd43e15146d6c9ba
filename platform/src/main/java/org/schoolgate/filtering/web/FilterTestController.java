package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.FilterTest;
import org.schoolgate.filtering.FilterTests;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The filter's self-test: what the newest found and what to do about it, one more now, and the earlier ones. */
@Controller
class FilterTestController {
    private static final String HERE = "/filter/test";

    private final FilterTests tests;

    FilterTestController(FilterTests tests) {
        this.tests = tests;
    }

    @GetMapping(HERE)
    String index(Actor.Somebody actor, Model model) {
        var all = tests.all(actor);
        return page(
                model,
                all.isEmpty() ? null : all.getFirst(),
                all.stream().skip(1).toList());
    }

    @GetMapping(HERE + "/{id}")
    String show(Actor.Somebody actor, @PathVariable UUID id, Model model) {
        return page(model, tests.find(actor, id), List.of());
    }

    @PostMapping(HERE)
    String run(Actor.Somebody actor, RedirectAttributes flash) {
        tests.run(actor);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("filtering.test.done")));
        return "redirect:" + HERE;
    }

    private static String page(Model model, @Nullable FilterTest test, List<FilterTest> earlier) {
        model.addAttribute("view", test == null ? null : FilterTestView.of(test));
        model.addAttribute("earlier", earlier.stream().map(FilterTestView::of).toList());
        return "filtering/web/test";
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem filterTestEntry() {
            return MenuItem.in(Place.SITES, 95, HERE, "filtering.menu.test")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.TEST));
        }
    }
}
