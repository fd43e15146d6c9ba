package org.schoolgate.filtering.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.FilteringAccess;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.filtering.ReaderGroup;
import org.schoolgate.filtering.SiteTraces;
import org.schoolgate.filtering.SiteTraces.ForReader;
import org.schoolgate.filtering.SiteTraces.Tracing;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.Person;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** "Why is this blocked?": a site, for whom, and the answer of the gateways with every step to it. */
@Controller
class TraceController {
    private final SiteTraces traces;

    TraceController(SiteTraces traces) {
        this.traces = traces;
    }

    /** The question; with its answer where a link brings a site and a group or class. Nobody is looked up by a link. */
    @GetMapping("/filter/why")
    ModelAndView form(Actor.Somebody actor, @ModelAttribute TraceForm form) {
        return form.typedSite().isEmpty() || form.isNamed()
                ? page(actor, form, Problems.none(), List.of(), null)
                : answer(actor, form);
    }

    @PostMapping("/filter/why")
    ModelAndView ask(Actor.Somebody actor, @ModelAttribute TraceForm form) {
        return answer(actor, form);
    }

    private ModelAndView answer(Actor.Somebody actor, TraceForm form) {
        FilteringAccess.ACCESS.require(actor, Operation.TRACE);
        var problems = form.problems();
        if (problems.any()) {
            return page(actor, form, problems, List.of(), null);
        }
        if (!form.isNamed()) {
            return traced(actor, form, form.unnamed());
        }
        var people = traces.found(actor, form.typedName());
        var chosen = people.stream()
                .map(Person::id)
                .filter(id -> people.size() == 1 || id.toString().equals(form.chosenPerson()))
                .findFirst();
        if (chosen.isPresent()) {
            return traced(actor, form, new ForReader.Named(chosen.get(), form.reason()));
        }
        return people.isEmpty()
                ? page(
                        actor,
                        form,
                        Problems.of("name", say("filtering.trace.name.nobody", form.typedName())),
                        List.of(),
                        null)
                : page(actor, form, Problems.of("person", say("filtering.trace.person.choose")), people, null);
    }

    private ModelAndView traced(Actor.Somebody actor, TraceForm form, ForReader forReader) {
        return switch (traces.trace(actor, form.typedSite(), forReader)) {
            case Tracing.Traced(var trace) -> page(actor, form, Problems.none(), List.of(), TraceView.of(trace));
            case Tracing.NotLikeThat(var problems) -> page(actor, form, problems, List.of(), null);
        };
    }

    private ModelAndView page(
            Actor.Somebody actor, TraceForm form, Problems problems, List<Person> people, @Nullable TraceView view) {
        return new ModelAndView("filtering/web/why", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("form", form)
                .addObject("readers", readers(actor))
                .addObject(
                        "people", people.stream().map(TraceController::option).toList())
                .addObject("problems", problems)
                .addObject("view", view);
    }

    private static Option option(Person person) {
        return Option.of(person.id().toString(), person.name().full());
    }

    private List<Option> readers(Actor.Somebody actor) {
        var readers = new ArrayList<>(Arrays.stream(ReaderGroup.values())
                .map(group -> Option.of(TraceForm.GROUP + group, group.label()))
                .toList());
        traces.classes(actor).forEach(one -> readers.add(Option.of(TraceForm.CLASS + one.id(), one.name())));
        traces.places(actor)
                .forEach(one -> readers.add(
                        Option.of(TraceForm.AT + one.id(), say("filtering.trace.reader.place", one.name()))));
        readers.add(Option.of(TraceForm.PERSON, say("filtering.trace.reader.person")));
        return readers;
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem whyBlockedEntry() {
            return MenuItem.in(Place.SITES, 90, "/filter/why", "filtering.menu.why")
                    .forRoles(FilteringAccess.ACCESS.rolesFor(Operation.TRACE));
        }
    }
}
