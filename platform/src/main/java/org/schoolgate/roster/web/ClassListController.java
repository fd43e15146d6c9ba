package org.schoolgate.roster.web;

import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Lists;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
        return "roster/web/classes";
    }

    @GetMapping("/classes/{id}")
    String show(Actor actor, @PathVariable UUID id, Model model) {
        model.addAttribute("page", lists.schoolClass(actor, new ClassId(id)));
        return "roster/web/schoolClass";
    }

    @GetMapping("/classes/{id}/list.csv")
    ResponseEntity<byte[]> list(Actor actor, @PathVariable UUID id) {
        var bytes = lists.spreadsheet(actor, new ClassId(id));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/csv;charset=UTF-8")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("class.csv")
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(bytes);
    }
}
