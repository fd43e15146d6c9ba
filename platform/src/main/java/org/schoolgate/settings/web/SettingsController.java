package org.schoolgate.settings.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the school has decided, since when and why; the head decides otherwise. */
@Controller
class SettingsController {
    private final Settings settings;

    SettingsController(Settings settings) {
        this.settings = settings;
    }

    @GetMapping("/settings")
    String index(Actor actor, Model model) {
        model.addAttribute("modules", settings.all(actor));
        return "settings/web/index";
    }

    @GetMapping("/settings/{key}")
    ModelAndView show(Actor actor, @PathVariable String key) {
        var one = settings.one(actor, key);
        return page(actor, one, SettingForm.of(one), Problems.none());
    }

    @PostMapping("/settings/{key}")
    ModelAndView update(
            Actor actor,
            @PathVariable String key,
            @RequestParam MultiValueMap<String, String> sent,
            RedirectAttributes flash) {
        var form = SettingForm.of(sent);
        Settings.ACCESS.require(actor, Settings.Operation.CHANGE);
        var one = settings.one(actor, key);
        var problems = form.problems(one.setting());
        if (problems.any()) {
            return page(actor, one, form, problems);
        }
        return switch (settings.set(actor, key, form.written(), form.reason())) {
            case Settings.Change.Done(var value) -> {
                flash.addFlashAttribute(
                        Notice.FLASH, Notice.done(say("settings.changed", SettingForm.inWords(one.setting(), value))));
                yield new ModelAndView("redirect:/settings/" + key);
            }
            case Settings.Change.NotLikeThat(var whatToWrite) ->
                page(actor, one, form, Problems.of("value", whatToWrite));
            case Settings.Change.AsBefore() -> page(actor, one, form, Problems.of("value", say("settings.as-before")));
            case Settings.Change.NoSuchSetting() ->
                throw new IllegalStateException("a setting that was there is gone: " + key);
        };
    }

    private ModelAndView page(Actor actor, Settings.InForce one, SettingForm form, Problems problems) {
        return new ModelAndView("settings/web/show", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("one", one)
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject("mayChange", Settings.ACCESS.allows(actor, Settings.Operation.CHANGE))
                .addObject("history", settings.history(actor, one.setting().key()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem settingsEntry() {
            return MenuItem.in(Place.SCHOOL, 10, "/settings", "settings.menu")
                    .forRoles(Settings.ACCESS.rolesFor(Settings.Operation.READ));
        }
    }
}
