package org.schoolgate.signin.web;

import static org.schoolgate.ui.Words.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.HostCookie;
import org.schoolgate.signin.ClassSignIns;
import org.schoolgate.signin.DeviceSchool;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Picto;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The youngest at the door: the class's card, their name, their picture. Nothing is typed, and nothing stands in an address. */
@Controller
class ClassDoorController {
    private static final HostCookie PASS = new HostCookie("schoolgate-class");

    private final ClassSignIns classes;
    private final Schools schools;

    ClassDoorController(ClassSignIns classes, Schools schools) {
        this.classes = classes;
        this.schools = schools;
    }

    @GetMapping("/sign-in/class")
    String card(HttpServletRequest request, Model model) {
        return school(request).isPresent() ? card(List.of(), "", model) : chooseSchool(model);
    }

    /** Which school this device belongs to: asked once, of the adult who sets it up. */
    @PostMapping("/sign-in/class/school")
    String school(
            @RequestParam(defaultValue = "") String school, HttpServletRequest request, HttpServletResponse response) {
        Browser.school(school)
                .filter(id -> schools.find(id).isPresent())
                .ifPresent(id -> Browser.SCHOOL.write(request, response, id.toString(), Browser.LONG));
        return "redirect:/sign-in/class";
    }

    @PostMapping("/sign-in/class")
    String press(
            @RequestParam(defaultValue = "") String so,
            @RequestParam(defaultValue = "") String picture,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var school = school(request);
        if (school.isEmpty()) {
            return chooseSchool(model);
        }
        var pressed = pictures(so.isEmpty() ? picture : so + "," + picture, ClassSignIns.CARD_PICTURES);
        if (pressed.size() < ClassSignIns.CARD_LENGTH) {
            return card(pressed, "", model);
        }
        return switch (classes.card(school.get(), pressed, Browser.where(request, response))) {
            case ClassSignIns.Card.Found(var pass) -> {
                PASS.write(request, response, pass);
                yield "redirect:/sign-in/class/name";
            }
            case ClassSignIns.Card.NotNow() -> refused(response, card(List.of(), say("signin.class.not-now"), model));
            case ClassSignIns.Card.Shut() -> refused(response, card(List.of(), say("signin.class.ask"), model));
        };
    }

    @GetMapping("/sign-in/class/name")
    String name(HttpServletRequest request, Model model) {
        return PASS.read(request)
                .flatMap(classes::lesson)
                .map(lesson -> {
                    model.addAttribute("lesson", lesson);
                    return "signin/web/className";
                })
                .orElse("redirect:/sign-in/class");
    }

    @PostMapping("/sign-in/class/name")
    String name(@RequestParam UUID child, HttpServletRequest request, Model model) {
        return picture(new PersonId(child), "", request, model);
    }

    @PostMapping("/sign-in/class/picture")
    String picture(
            @RequestParam UUID child,
            @RequestParam(defaultValue = "") String picture,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var who = new PersonId(child);
        var chosen = pictures(picture, ClassSignIns.SECRET_PICTURES);
        if (chosen.isEmpty()) {
            return refused(response, picture(who, say("signin.class.press"), request, model));
        }
        return switch (classes.press(
                PASS.read(request).orElse(""), who, chosen.getFirst(), Browser.where(request, response))) {
            case ClassSignIns.Pressed.Welcome(var _, var begun) -> {
                Browser.comeIn(request, response, begun.secret());
                yield "redirect:/";
            }
            case ClassSignIns.Pressed.NotThat() ->
                refused(response, picture(who, say("signin.class.not-that"), request, model));
            case ClassSignIns.Pressed.AskYourTeacher() -> refused(response, "signin/web/classAsk");
        };
    }

    private String picture(PersonId child, String said, HttpServletRequest request, Model model) {
        var lesson = PASS.read(request).flatMap(classes::lesson);
        var who = lesson.flatMap(here -> here.children().stream()
                .filter(one -> one.person().equals(child))
                .findFirst());
        if (lesson.isEmpty() || who.isEmpty()) {
            return "redirect:/sign-in/class";
        }
        model.addAttribute("lesson", lesson.get());
        model.addAttribute("child", who.get());
        model.addAttribute("said", said);
        return "signin/web/classPicture";
    }

    private String card(List<Picto> pressed, String said, Model model) {
        model.addAttribute("pressed", pressed);
        model.addAttribute("said", said);
        return "signin/web/classCard";
    }

    private String chooseSchool(Model model) {
        model.addAttribute(
                "schools",
                schools.all().stream()
                        .map(one -> Option.of(one.id().toString(), one.name()))
                        .toList());
        return "signin/web/classSchool";
    }

    private static String refused(HttpServletResponse response, String page) {
        if (!page.startsWith("redirect:")) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        return page;
    }

    private Optional<SchoolId> school(HttpServletRequest request) {
        return DeviceSchool.of(request, schools.all().stream().map(School::id).toList());
    }

    /** The pictures that a form names, as far as they are among these. */
    private static List<Picto> pictures(String names, List<Picto> among) {
        return Arrays.stream(names.split(",", ClassSignIns.CARD_LENGTH + 1))
                .flatMap(name -> among.stream().filter(one -> one.name().equals(name)))
                .limit(ClassSignIns.CARD_LENGTH)
                .toList();
    }
}
