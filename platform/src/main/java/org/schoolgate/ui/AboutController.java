package org.schoolgate.ui;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What this program is and whose work it stands on. */
@Controller
class AboutController {
    @GetMapping("/about")
    String show() {
        return "ui/about";
    }
}
