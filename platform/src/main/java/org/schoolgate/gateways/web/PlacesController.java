package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Gateways;
import org.schoolgate.gateways.Places;
import org.schoolgate.gateways.PolicyCopies;
import org.schoolgate.kernel.Actor;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.schoolgate.ui.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Which of the school's addresses and ports are where, and what holds there for whoever is not known. */
@Controller
class PlacesController {
    private final Places places;
    private final Gateways gateways;
    private final PolicyCopies copies;

    PlacesController(Places places, Gateways gateways, PolicyCopies copies) {
        this.places = places;
        this.gateways = gateways;
        this.copies = copies;
    }

    @GetMapping("/places")
    ModelAndView index(Actor actor) {
        return page(actor, PlaceForm.empty(), Problems.none());
    }

    @PostMapping("/places")
    ModelAndView create(Actor actor, @ModelAttribute PlaceForm form, RedirectAttributes flash) {
        Places.ACCESS.require(actor, Places.Operation.CHANGE);
        var problems = form.problems(profiles(actor));
        if (problems.any()) {
            return page(actor, form, problems);
        }
        return switch (places.note(actor, form.wish())) {
            case Places.Noting.Done(var place) -> {
                flash.addFlashAttribute(Notice.FLASH, Notice.done(say("gateways.places.noted", place.name())));
                yield new ModelAndView("redirect:/places");
            }
            case Places.Noting.NotARange() ->
                page(actor, form, Problems.of("range", say("gateways.places.range.write")));
            case Places.Noting.Nowhere() ->
                page(actor, form, Problems.of("range", say("gateways.places.range.or-port")));
            case Places.Noting.NotAPort() -> page(actor, form, Problems.of("port", say("gateways.places.port.write")));
            case Places.Noting.Unguarded() ->
                page(actor, form, Problems.of("guarded", say("gateways.places.guarded.tick")));
            case Places.Noting.Known(var told) ->
                page(
                        actor,
                        form,
                        Problems.of(form.addresses().isEmpty() ? "port" : "range", say("gateways.places.known", told)));
            case Places.Noting.PortTaken(var by) ->
                page(actor, form, Problems.of("port", say("gateways.places.port.taken", by.name())));
        };
    }

    @PostMapping("/places/{id}/remove")
    String remove(Actor actor, @PathVariable UUID id, RedirectAttributes flash) {
        places.remove(actor, id);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("gateways.places.removed")));
        return "redirect:/places";
    }

    private ModelAndView page(Actor actor, PlaceForm form, Problems problems) {
        return new ModelAndView(
                        "gateways/web/places", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("places", rows(actor))
                .addObject("ports", ports(actor))
                .addObject("form", form)
                .addObject("problems", problems)
                .addObject(
                        "profiles",
                        profiles(actor).stream()
                                .map(profile -> Option.of(profile, profile(profile)))
                                .toList())
                .addObject("mayChange", Places.ACCESS.allows(actor, Places.Operation.CHANGE));
    }

    private List<PlaceRow> rows(Actor actor) {
        var inUse = inUse(actor);
        return places.all(actor).stream()
                .map(place -> PlaceRow.of(place, profile(place.profile()), inUse))
                .toList();
    }

    /** The ports that gateways of the school have open, in words; empty where none has said so. */
    private String ports(Actor actor) {
        return inUse(actor).stream()
                .flatMap(gateway -> gateway.health().ports().stream())
                .distinct()
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private List<Gateway> inUse(Actor actor) {
        return gateways.all(actor).stream()
                .filter(gateway -> gateway.revokedAt() == null)
                .toList();
    }

    /** Those of the kinds of reader, and whatever else the school's policy has. */
    private List<String> profiles(Actor actor) {
        return Stream.concat(
                        Arrays.stream(ReaderKind.values()).map(ReaderKind::profile),
                        copies.current(actor.school()).copy().profiles().keySet().stream()
                                .sorted())
                .distinct()
                .toList();
    }

    /** What people call a profile. */
    static String profile(String id) {
        var key = "gateways.profile." + id;
        return Words.keys().contains(key) ? say(key) : id;
    }
}
