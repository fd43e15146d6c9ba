package org.schoolgate.ui;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** A page that says nothing, for whoever has to leave another one at once. */
@Controller
class AwayController {
    @GetMapping("/away")
    String show() {
        return "ui/away";
    }
}
