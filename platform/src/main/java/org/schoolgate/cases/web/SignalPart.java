package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.CaseEvidence;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Where that can be read which the program noticed and from which the case follows. */
@Component
@Order(6)
class SignalPart implements CasePart {
    private final CaseEvidence evidence;

    SignalPart(CaseEvidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public Optional<Content> on(Page page) {
        return evidence.signal(page.one()).map(path -> Pages.part("cases/web/signalPart", Map.of("path", path)));
    }
}
