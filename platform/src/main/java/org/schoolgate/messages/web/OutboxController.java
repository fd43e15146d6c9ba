package org.schoolgate.messages.web;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.UUID;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.Message;
import org.schoolgate.messages.Messages;
import org.schoolgate.tenancy.School;
import org.schoolgate.tenancy.Schools;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.ui.Paging;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriUtils;

/** Everybody's post, links and all, so that the demonstration needs no mail server. There is no such page elsewhere. */
@Controller
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class OutboxController {
    private static final int A_PAGE = 50;

    private final Messages messages;
    private final Schools schools;

    OutboxController(Messages messages, Schools schools) {
        this.messages = messages;
        this.schools = schools;
    }

    @GetMapping("/outbox")
    String index(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "1") String page, Model model) {
        var wanted = q.strip();
        var all = schools.all();
        var paging = new Paging(
                page.matches("[0-9]{1,4}") ? Integer.parseInt(page) : 1,
                A_PAGE,
                all.stream()
                        .mapToInt(school -> Tenants.within(school.id(), () -> messages.countTo(school.id(), wanted)))
                        .sum(),
                "/outbox?q=" + UriUtils.encode(wanted, StandardCharsets.UTF_8));
        var posted = all.stream()
                .flatMap(school ->
                        Tenants.within(school.id(), () -> messages.outboxTo(school.id(), wanted, paging.last()))
                                .stream()
                                .map(message -> new Posted(school, message)))
                .sorted(Comparator.comparing((Posted one) -> one.message().writtenAt())
                        .reversed())
                .skip(paging.offset())
                .limit(A_PAGE)
                .toList();
        model.addAttribute("posted", posted);
        model.addAttribute("paging", paging);
        model.addAttribute("q", wanted);
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
