package org.schoolgate.messages.web;

import java.util.Comparator;
import java.util.UUID;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Everybody's post, links and all, so that the demonstration needs no mail server. There is no such page elsewhere. */
@Controller
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class OutboxController {
    private static final int MOST = 100;

    private final Messages messages;
    private final Schools schools;

    OutboxController(Messages messages, Schools schools) {
        this.messages = messages;
        this.schools = schools;
    }

    @GetMapping("/outbox")
    String index(Model model) {
        var all = schools.all().stream()
                .flatMap(school -> Tenants.within(school.id(), () -> messages.outbox(school.id(), MOST)).stream()
                        .map(message -> new Posted(school, message)))
                .sorted(Comparator.comparing((Posted posted) -> posted.message().writtenAt())
                        .reversed())
                .limit(MOST)
                .toList();
        model.addAttribute("posted", all);
        return "messages/web/outbox";
    }

    @GetMapping("/outbox/{school}/{message}")
    String show(@PathVariable UUID school, @PathVariable UUID message, Model model) {
        var id = new SchoolId(school);
        model.addAttribute("school", schools.find(id).map(School::name).orElseThrow(() -> new NotFound("school")));
        model.addAttribute(
                "message",
                Tenants.within(id, () -> messages.open(id, message)).orElseThrow(() -> new NotFound("letter")));
        return "messages/web/letter";
    }

    /** A letter and the school that wrote it. */
    public record Posted(School school, Message message) {}
}
