package org.schoolgate.cases.web;

import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.cases.CaseEvidence;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What is kept with a case. */
@Component
@Order(2)
class EvidencePart implements CasePart {
    private final CaseEvidence evidence;

    EvidencePart(CaseEvidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public Optional<Content> on(Page page) {
        return Optional.of(Pages.part(
                "cases/web/evidencePart",
                Map.of(
                        "href",
                        page.href(),
                        "evidence",
                        evidence.of(page.one()),
                        "shut",
                        page.one().has(Mark.BLOCK_EVIDENCE))));
    }
}
