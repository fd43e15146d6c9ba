package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Lists;
import org.schoolgate.roster.NotePurpose;
import org.schoolgate.roster.People;
import org.schoolgate.roster.RoleOutcome;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Option;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** People: found by name, shown with what they are to the school, given and relieved of roles. */
@Controller
class PeopleController {
    private final Lists lists;
    private final People people;
    private final Roster roster;

    PeopleController(Lists lists, People people, Roster roster) {
        this.lists = lists;
        this.people = people;
        this.roster = roster;
    }

    @GetMapping("/people")
    String index(
            Actor actor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String page,
            Model model) {
        model.addAttribute("q", q.strip());
        model.addAttribute("found", lists.search(actor, q, page.matches("\\d{1,6}") ? Integer.parseInt(page) : 1));
        model.addAttribute("mayKeep", RosterAccess.ACCESS.allows(actor, RosterAccess.Operation.KEEP_PEOPLE));
        return "roster/web/people";
    }

    @GetMapping("/people.csv")
    ResponseEntity<byte[]> list(Actor actor, @RequestParam(defaultValue = "") String q) {
        return Csv.file("people.csv", lists.peopleSpreadsheet(actor, q));
    }

    @GetMapping("/people/{id}")
    String show(Actor actor, @PathVariable UUID id, Model model) {
        model.addAttribute("page", lists.person(actor, new PersonId(id)));
        model.addAttribute("roles", rolesToGive(actor));
        model.addAttribute("findsPeople", findsPeople(actor));
        return "roster/web/person";
    }

    @PostMapping("/people/{id}/notes")
    String notes(Actor actor, @PathVariable UUID id, @RequestParam(defaultValue = "") String purpose, Model model) {
        RosterAccess.ACCESS.require(actor, RosterAccess.Operation.READ_CAUTIONS);
        var said = Typed.of(Map.of("purpose", purpose)).one(NotePurpose.class, "purpose");
        if (said.isEmpty()) {
            return show(actor, id, model);
        }
        model.addAttribute("page", lists.personWithNotes(actor, new PersonId(id), said.orElseThrow()));
        model.addAttribute("roles", rolesToGive(actor));
        model.addAttribute("findsPeople", findsPeople(actor));
        return "roster/web/person";
    }

    /** Whether they came from the list of people, and not from a class. */
    private static boolean findsPeople(Actor actor) {
        return RosterAccess.ACCESS.allows(actor, RosterAccess.Operation.SEE_EVERYBODY);
    }

    @GetMapping("/staff")
    String staff(Actor actor, Model model) {
        model.addAttribute("staff", lists.staff(actor));
        model.addAttribute("mayGive", RosterAccess.ACCESS.allows(actor, RosterAccess.Operation.GIVE_ROLES));
        return "roster/web/staff";
    }

    @PostMapping("/people/{id}/roles")
    String give(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String role,
            RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, RosterAccess.Operation.GIVE_ROLES);
        role(role)
                .ifPresent(given -> flash.addFlashAttribute(
                        Notice.FLASH,
                        notice(
                                people.giveRole(actor, new PersonId(id), given, roster.today()),
                                "roster.role.given",
                                given)));
        return "redirect:/people/" + id;
    }

    @PostMapping("/people/{id}/roles/end")
    String take(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String role,
            RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, RosterAccess.Operation.GIVE_ROLES);
        role(role)
                .ifPresent(taken -> flash.addFlashAttribute(
                        Notice.FLASH,
                        notice(
                                people.takeRole(
                                        actor,
                                        new PersonId(id),
                                        taken,
                                        roster.today().minusDays(1)),
                                "roster.role.taken",
                                taken)));
        return "redirect:/people/" + id;
    }

    private static Notice notice(RoleOutcome outcome, String done, Role role) {
        return switch (outcome) {
            case RoleOutcome.Done() -> Notice.done(say(done, say("roster.role." + role)));
            case RoleOutcome.AlreadySo() -> Notice.info(say("roster.role.already"));
            case RoleOutcome.OwnRole() -> Notice.waiting(say("roster.role.own"));
            case RoleOutcome.LastHead() -> Notice.waiting(say("roster.role.last-head"));
            case RoleOutcome.IsAPupil() -> Notice.waiting(say("roster.role.pupil"));
        };
    }

    private static List<Option> rolesToGive(Actor actor) {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.PUPIL && role != Role.PARENT)
                .filter(role -> RosterAccess.mayGive(actor, role))
                .map(role -> Option.of(role.name(), say("roster.role." + role)))
                .toList();
    }

    private static Optional<Role> role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(text.toUpperCase(Locale.ROOT)))
                .filter(role -> role != Role.PUPIL && role != Role.PARENT)
                .findFirst();
    }
}
