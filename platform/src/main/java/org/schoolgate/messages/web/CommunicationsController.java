package org.schoolgate.messages.web;

import org.schoolgate.kernel.Actor;
import org.schoolgate.messages.Messages;
import org.schoolgate.ui.MenuItem;
import org.schoolgate.ui.MenuItem.Place;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the school has written to whom, and whether it arrived. */
@Controller
class CommunicationsController {
    private static final int MOST = 200;

    private final Messages messages;

    CommunicationsController(Messages messages) {
        this.messages = messages;
    }

    @GetMapping("/communications")
    String index(Actor actor, Model model) {
        model.addAttribute("messages", messages.log(actor, MOST));
        return "messages/web/communications";
    }

    @Configuration(proxyBeanMethods = false)
    static class Menu {
        @Bean
        MenuItem communicationsEntry() {
            return MenuItem.in(Place.SCHOOL, 60, "/communications", "messages.log.menu")
                    .forRoles(Messages.ACCESS.rolesFor(Messages.Operation.READ_LOG));
        }
    }
}
