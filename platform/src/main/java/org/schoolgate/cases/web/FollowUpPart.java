package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import gg.jte.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.CaseWalk;
import org.schoolgate.cases.FollowUps;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Entry;
import org.schoolgate.cases.procedure.Told;
import org.schoolgate.ui.Pages;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What follows from a case: what is learnt, whether parents know, who does what until when, which policy needs a look. */
@Component
@Order(4)
class FollowUpPart implements CasePart {
    private final FollowUps followUps;

    FollowUpPart(FollowUps followUps) {
        this.followUps = followUps;
    }

    @Override
    public Place place() {
        return Place.MAIN;
    }

    @Override
    public Optional<Content> on(Page page) {
        return Optional.of(Pages.part(
                "cases/web/followUpPart",
                Map.of(
                        "href",
                        page.href(),
                        "desk",
                        followUps.of(page.one()),
                        "said",
                        said(page.one()),
                        "typed",
                        page.typed(),
                        "problems",
                        page.problems())));
    }

    /** How parents were told and what was learnt, as it stands in the steps. */
    private static List<CaseStory.Line> said(Case one) {
        return one.walks().stream().flatMap(FollowUpPart::said).toList();
    }

    private static Stream<CaseStory.Line> said(CaseWalk walk) {
        return walk.walk().entries().stream().flatMap(entry -> said(walk, entry));
    }

    private static Stream<CaseStory.Line> said(CaseWalk walk, Entry entry) {
        var step = walk.walk().procedure().step(entry.step()).orElseThrow();
        return switch (step.act()) {
            case Act.Tell tell
            when tell.whom() == Told.PARENTS ->
                Stream.of(new CaseStory.Line(
                        say("cases.follow.parents"),
                        String.join(
                                "; ",
                                CaseStory.lines(step, entry).stream()
                                        .map(line -> say("cases.follow.said", line.name(), line.text()))
                                        .toList())));
            case Act.Close _ -> CaseStory.lines(step, entry).stream();
            default -> Stream.empty();
        };
    }
}
