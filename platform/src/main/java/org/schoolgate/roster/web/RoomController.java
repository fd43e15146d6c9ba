package org.schoolgate.roster.web;

import static org.schoolgate.ui.Words.say;

import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.Classes;
import org.schoolgate.roster.RoomId;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.ui.Notice;
import org.schoolgate.ui.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The rooms of the school. */
@Controller
class RoomController {
    private static final int LONGEST = 60;

    private final Classes classes;

    RoomController(Classes classes) {
        this.classes = classes;
    }

    @GetMapping("/rooms")
    ModelAndView index(Actor actor) {
        return page(actor, "", "", Problems.none());
    }

    @PostMapping("/rooms")
    ModelAndView create(Actor actor, @RequestParam(defaultValue = "") String name, RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var problems = problems("name", name.strip());
        if (problems.any()) {
            return page(actor, name, "", problems);
        }
        return classes.addRoom(actor, name.strip())
                ? done(flash)
                : page(actor, name, "", Problems.of("name", say("roster.room.taken")));
    }

    @PostMapping("/rooms/{id}")
    ModelAndView update(
            Actor actor,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes flash) {
        RosterAccess.ACCESS.require(actor, Operation.KEEP_PEOPLE);
        var problems = problems("name-" + id, name.strip());
        if (problems.any()) {
            return page(actor, "", name, problems);
        }
        return classes.nameRoom(actor, new RoomId(id), name.strip())
                ? done(flash)
                : page(actor, "", name, Problems.of("name-" + id, say("roster.room.taken")));
    }

    private static Problems problems(String field, String name) {
        return new Problems()
                .when(name.isEmpty(), field, say("roster.room.write"))
                .when(name.length() > LONGEST, field, say("roster.form.long", LONGEST));
    }

    private static ModelAndView done(RedirectAttributes flash) {
        flash.addFlashAttribute(Notice.FLASH, Notice.done(say("roster.form.kept")));
        return new ModelAndView("redirect:/rooms");
    }

    private ModelAndView page(Actor actor, String added, String renamed, Problems problems) {
        return new ModelAndView("roster/web/rooms", problems.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK)
                .addObject("rooms", classes.rooms(actor))
                .addObject("added", added)
                .addObject("renamed", renamed)
                .addObject("problems", problems);
    }
}
