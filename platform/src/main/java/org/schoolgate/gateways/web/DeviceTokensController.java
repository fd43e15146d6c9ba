package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.gateways.ProxyTokens;
import org.schoolgate.gateways.ProxyTokens.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
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

/** Device tokens: finding somebody, giving them one, taking it away. */
@Controller
class DeviceTokensController {
    private static final int MOST_FOUND = 50;

    private final ProxyTokens tokens;
    private final Roster roster;

    DeviceTokensController(ProxyTokens tokens, Roster roster) {
        this.tokens = tokens;
        this.roster = roster;
    }

    @GetMapping("/device-tokens")
    String index(Actor actor, @RequestParam(required = false) @Nullable String q, Model model) {
        requireSome(actor);
        boolean anybody = ProxyTokens.ACCESS.allows(actor, Operation.ISSUE_TO_ANYBODY);
        var sought = q == null ? "" : q.strip();
        model.addAttribute("people", anybody ? found(actor, sought) : ownPupils(actor));
        model.addAttribute("classes", classes(actor));
        model.addAttribute("anybody", anybody);
        model.addAttribute("sought", sought);
        return "gateways/web/deviceTokens";
    }

    @GetMapping("/device-tokens/{person}")
    ModelAndView show(Actor actor, @PathVariable UUID person) {
        return page(actor, known(actor, person), DeviceForm.empty(), Problems.none());
    }

    @PostMapping("/device-tokens/{person}")
    ModelAndView create(Actor actor, @PathVariable UUID person, @ModelAttribute DeviceForm form) {
        var whose = known(actor, person);
        return switch (tokens.issue(actor, whose.id(), form.typed())) {
            case ProxyTokens.Issue.Done(var _, var token) ->
                new ModelAndView("gateways/web/deviceToken")
                        .addObject("person", whose)
                        .addObject("device", form.typed())
                        .addObject("token", token);
            case ProxyTokens.Issue.NotHere() ->
                page(actor, whose, form, Problems.of("device", say("gateways.device.not-here", name(whose))));
            case ProxyTokens.Issue.NoReader() ->
                page(actor, whose, form, Problems.of("device", say("gateways.device.no-reader", name(whose))));
            case ProxyTokens.Issue.NoDevice() ->
                page(actor, whose, form, Problems.of("device", say("gateways.device.write")));
        };
    }

    @PostMapping("/device-tokens/{person}/{token}/revoke")
    String revoke(Actor actor, @PathVariable UUID person, @PathVariable UUID token, RedirectAttributes flash) {
        known(actor, person);
        tokens.revoke(actor, token);
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("gateways.device.revoked")));
        return "redirect:/device-tokens/" + person;
    }

    private ModelAndView page(Actor actor, Person person, DeviceForm form, Problems problems) {
        return new ModelAndView(
                        "gateways/web/devices", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("person", person)
                .addObject("tokens", tokens.of(actor, List.of(person.id())))
                .addObject("form", form)
                .addObject("problems", problems);
    }

    private Person known(Actor actor, UUID person) {
        requireSome(actor);
        return roster.person(actor.school(), new PersonId(person)).orElseThrow(() -> new NotFound("person " + person));
    }

    private Collection<Person> found(Actor actor, String sought) {
        return sought.isEmpty()
                ? roster.persons(actor.school(), tokens.holders(actor)).values().stream()
                        .sorted((one, other) ->
                                one.name().sorted().compareTo(other.name().sorted()))
                        .toList()
                : roster.search(actor.school(), sought, ReaderKind.ROLES, MOST_FOUND).stream()
                        .filter(person -> roster.isActive(actor.school(), person.id(), roster.today()))
                        .toList();
    }

    /** The class of every pupil, by which people of the same name are told apart. */
    private Map<PersonId, String> classes(Actor actor) {
        return roster.pupils(actor.school(), roster.today()).stream()
                .collect(Collectors.toMap(Pupil::id, pupil -> Objects.requireNonNullElse(pupil.formName(), "")));
    }

    private List<Person> ownPupils(Actor actor) {
        var today = roster.today();
        return actor.personId().stream()
                .flatMap(adult -> roster.classesOf(actor.school(), adult, today).stream())
                .flatMap(one -> roster.pupilsOf(actor.school(), one.id(), today).stream())
                .map(Pupil::person)
                .distinct()
                .toList();
    }

    private static void requireSome(Actor actor) {
        if (Arrays.stream(Operation.values()).noneMatch(one -> ProxyTokens.ACCESS.allows(actor, one))) {
            throw new Forbidden(actor, Operation.ISSUE_TO_OWN_PUPILS.name());
        }
    }

    private static String name(Person person) {
        return person.name().shown();
    }
}
