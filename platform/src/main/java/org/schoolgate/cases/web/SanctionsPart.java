package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.Sanctions;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What was decided about whom, as far as the reader knows of it. */
@Component
@Order(3)
class SanctionsPart implements CasePart {
    private final Sanctions sanctions;

    SanctionsPart(Sanctions sanctions) {
        this.sanctions = sanctions;
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public Optional<Content> on(Page page) {
        var decided = sanctions.of(page.reader(), page.shown().file().id());
        return decided.isEmpty()
                ? Optional.empty()
                : Optional.of(Pages.part("cases/web/sanctionsPart", Map.of("sanctions", decided)));
    }
}
