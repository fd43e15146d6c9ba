package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.CaseThings;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The things that were taken, and who has each. */
@Component
@Order(5)
class ThingsPart implements CasePart {
    private final CaseThings things;

    ThingsPart(CaseThings things) {
        this.things = things;
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public Optional<Content> on(Page page) {
        return Optional.of(
                Pages.part("cases/web/thingsPart", Map.of("href", page.href(), "things", things.of(page.one()))));
    }
}
