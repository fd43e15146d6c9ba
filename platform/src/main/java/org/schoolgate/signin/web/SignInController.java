package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.DemoSignIns;
import org.schoolgate.signin.SignIns;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The door: a name and a password, and the other ways in. */
@Controller
class SignInController {
    private final SignIns signIns;
    private final Schools schools;
    private final Greetings greetings;
    private final ObjectProvider<DemoSignIns> demo;
    private final boolean demonstration;

    SignInController(
            SignIns signIns,
            Schools schools,
            Greetings greetings,
            ObjectProvider<DemoSignIns> demo,
            @Value("${schoolgate.mode:run}") String mode) {
        this.signIns = signIns;
        this.schools = schools;
        this.greetings = greetings;
        this.demo = demo;
        this.demonstration = mode.equals("demo");
    }

    @GetMapping("/sign-in")
    String form(
            @RequestParam(defaultValue = "/") String to,
            @RequestParam(required = false) @Nullable String out,
            @RequestParam(required = false) @Nullable String set,
            HttpServletRequest request,
            Model model) {
        var said = out != null ? say("signin.door.out") : set != null ? say("signin.door.set") : null;
        return page("", Paths.safe(to), Browser.school(request), said, Problems.none(), model);
    }

    @PostMapping("/sign-in")
    String create(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String school,
            @RequestParam(defaultValue = "/") String to,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var chosen = Browser.school(school).or(() -> Browser.school(request));
        var problems = new Problems()
                .when(
                        chosen.isEmpty()
                                && !name.isBlank()
                                && !name.contains("@")
                                && schools.all().size() > 1,
                        "school",
                        say("signin.door.school-missing"))
                .when(name.isBlank(), "name", say("signin.door.name-missing"))
                .when(password.isEmpty(), "password", say("signin.door.password-missing"));
        if (problems.any()) {
            return refused(name, to, chosen, problems, response, model);
        }
        return switch (signIns.withPassword(chosen, name, password, Browser.where(request, response))) {
            case SignIns.Outcome.Welcome(var who, var begun) -> {
                Browser.comeIn(request, response, begun.secret());
                Browser.SCHOOL.write(request, response, who.school().toString(), Browser.LONG);
                yield "redirect:" + Paths.safe(to);
            }
            case SignIns.Outcome.Wrong() ->
                refused(name, to, chosen, Problems.of("name", say("signin.door.wrong")), response, model);
            case SignIns.Outcome.Shut(var until) ->
                refused(
                        name,
                        to,
                        chosen,
                        Problems.of("name", say("signin.door.shut", Dates.time(until))),
                        response,
                        model);
        };
    }

    private String refused(
            String name,
            String to,
            Optional<SchoolId> chosen,
            Problems problems,
            HttpServletResponse response,
            Model model) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        return page(name, Paths.safe(to), chosen, null, problems, model);
    }

    private String page(
            String name, String to, Optional<SchoolId> chosen, @Nullable String said, Problems problems, Model model) {
        var all = schools.all();
        model.addAttribute(
                "page",
                new DoorPage(
                        greetings.now(),
                        name,
                        to,
                        all.size() < 2
                                ? List.of()
                                : Stream.concat(
                                                Stream.of(Option.of("", say("signin.door.school-choose"))),
                                                all.stream()
                                                        .map(one -> Option.of(
                                                                one.id().toString(), one.name())))
                                        .toList(),
                        chosen.map(SchoolId::toString).orElse(""),
                        demonstration
                                ? demo.stream()
                                        .flatMap(one -> one.all().stream())
                                        .toList()
                                : List.of(),
                        said,
                        problems));
        return "signin/web/door";
    }
}
