package org.schoolgate.roster.web;

import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Lists;
import org.schoolgate.roster.RosterAccess;
import org.schoolgate.roster.RosterAccess.Operation;
import org.schoolgate.ui.Csv;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Classes and who is in them. */
@Controller
class ClassListController {
    private final Lists lists;

    ClassListController(Lists lists) {
        this.lists = lists;
    }

    @GetMapping("/classes")
    String index(Actor actor, Model model) {
        model.addAttribute("classes", lists.classes(actor));
        model.addAttribute("mayKeep", mayKeep(actor));
        return "roster/web/classes";
    }

    @GetMapping("/classes/{id}")
    String show(Actor actor, @PathVariable UUID id, Model model) {
        model.addAttribute("page", lists.schoolClass(actor, new ClassId(id)));
        model.addAttribute("mayKeep", mayKeep(actor));
        return "roster/web/schoolClass";
    }

    private static boolean mayKeep(Actor actor) {
        return RosterAccess.ACCESS.allows(actor, Operation.KEEP_PEOPLE);
    }

    @GetMapping("/classes/{id}/list.csv")
    ResponseEntity<byte[]> list(Actor actor, @PathVariable UUID id) {
        return Csv.file("class.csv", lists.spreadsheet(actor, new ClassId(id)));
    }
}
