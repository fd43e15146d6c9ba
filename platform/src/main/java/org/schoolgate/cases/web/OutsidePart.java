package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What was asked of people outside. */
@Component
@Order(3)
class OutsidePart implements CasePart {
    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public Optional<Content> on(Page page) {
        var requests = page.shown().requests();
        return requests.isEmpty()
                ? Optional.empty()
                : Optional.of(Pages.part(
                        "cases/web/outsidePart",
                        Map.of("file", page.shown().file(), "requests", requests, "now", page.now())));
    }
}
