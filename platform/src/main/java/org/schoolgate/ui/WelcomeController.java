package org.schoolgate.ui;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** A page that says nothing, for whoever has to leave another one at once. */
@Controller
class WelcomeController {
    @GetMapping("/welcome")
    String show() {
        return "ui/welcome";
    }
}
