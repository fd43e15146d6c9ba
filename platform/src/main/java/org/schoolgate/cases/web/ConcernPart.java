package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.Concerns;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What was written from outside, and the answer to it. */
@Component
@Order(1)
class ConcernPart implements CasePart {
    private final Concerns concerns;

    ConcernPart(Concerns concerns) {
        this.concerns = concerns;
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public Optional<Content> on(Page page) {
        return concerns.of(page.reader(), page.shown().file().id())
                .map(concern -> Pages.part(
                        "cases/web/concernPart",
                        Map.of(
                                "concern",
                                concern,
                                "href",
                                page.href(),
                                "reply",
                                page.typed().getOrDefault("reply", ""),
                                "problems",
                                page.problems())));
    }
}
