package org.schoolgate.access.web;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.schoolgate.access.AccessPolicies;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.access.AccessRegister;
import org.schoolgate.access.ReaderAccess;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.ui.Csv;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The register of everybody with access (ACC-1, ACC-22, RPT-5): by class, by name, and to take away. */
@Controller
class RegisterController {
    private final AccessRegister register;
    private final Roster roster;
    private final Clock clock;

    RegisterController(AccessRegister register, Roster roster, Clock clock) {
        this.register = register;
        this.roster = roster;
        this.clock = clock;
    }

    @GetMapping("/register")
    String index(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(name = "class", defaultValue = "") String schoolClass,
            Model model) {
        var rows = rows(actor, register.all(actor, q, schoolClass));
        model.addAttribute("rows", rows);
        model.addAttribute("may", (int) rows.stream().filter(RegisterRow::may).count());
        model.addAttribute("q", q);
        model.addAttribute("schoolClass", schoolClass);
        model.addAttribute("classes", roster.classes(actor.school(), roster.today()));
        return "access/web/register";
    }

    @GetMapping("/register.csv")
    ResponseEntity<byte[]> csv(
            Actor.Somebody actor,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(name = "class", defaultValue = "") String schoolClass) {
        var heads = List.of(
                say("access.register.name"),
                say("access.register.kind"),
                say("access.register.class"),
                say("access.register.state"),
                say("access.register.why"),
                say("access.register.since"),
                say("access.register.basis"),
                say("access.register.services"));
        var file = Csv.of(
                heads,
                rows(actor, register.take(actor, q, schoolClass)).stream()
                        .map(RegisterRow::cells)
                        .toList());
        var day = LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
        return Csv.file("access-register-" + day + ".csv", file);
    }

    private List<RegisterRow> rows(Actor.Somebody actor, List<ReaderAccess> readers) {
        var names = roster.classes(actor.school(), roster.today()).stream()
                .collect(Collectors.toMap(SchoolClass::id, SchoolClass::name));
        return readers.stream()
                .map(reader -> RegisterRow.of(reader, className(reader, names)))
                .toList();
    }

    private static String className(ReaderAccess reader, Map<ClassId, String> names) {
        return reader.classes().stream()
                .map(id -> names.getOrDefault(id, ""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem accessRegisterEntry() {
            return MenuItem.in(Place.ACCESS, 10, "/register", "access.register.menu")
                    .forRoles(AccessPolicies.ACCESS.rolesFor(Operation.SEE_REGISTER));
        }
    }
}
