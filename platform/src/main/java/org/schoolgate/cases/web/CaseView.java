package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.CaseFile;
import org.schoolgate.cases.CaseWalk;
import org.schoolgate.cases.Shown;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Step;

/**
 * A whole case for its page.
 *
 * @param form the step that is filled in now; null where none waits for the reader
 */
public record CaseView(
        Case one,
        List<Shown.Mine> mine,
        boolean namesReaders,
        @Nullable StepForm form,
        Instant now) {
    private static final Duration MAIL_IS_KEPT = Duration.ofDays(90);

    public CaseView {
        mine = List.copyOf(mine);
    }

    public CaseFile file() {
        return one.file();
    }

    public String href(String rest) {
        return "/cases/" + file().id() + rest;
    }

    /** Where to fill in another of the reader's steps. */
    public String href(Shown.Mine other) {
        return href("?step=" + other.walk() + "." + other.open().step().id());
    }

    /** What waits for the reader besides the step that is open in front of them. */
    public List<Shown.Mine> alsoMine() {
        return mine.stream()
                .filter(other -> form == null || !other.equals(form.mine()))
                .toList();
    }

    /** What others have to do. */
    public List<Walk.Open> others() {
        var own = mine.stream().map(Shown.Mine::open).collect(Collectors.toSet());
        return one.walks().stream()
                .flatMap(walk -> walk.walk().open().stream())
                .filter(open -> !own.contains(open))
                .toList();
    }

    public List<CaseStory.Event> story() {
        return CaseStory.of(one);
    }

    /** A procedure of the case with what is done, what waits and what may come. */
    public record Way(String id, String title, List<Step> steps) {}

    public List<Way> ways() {
        return one.walks().stream().map(CaseView::way).toList();
    }

    private static Way way(CaseWalk walk) {
        var done = walk.walk().done().stream()
                .collect(Collectors.toMap(
                        step -> step.step().id(), step -> step.entry().at()));
        Set<String> open =
                walk.walk().open().stream().map(step -> step.step().id()).collect(Collectors.toSet());
        var procedure = walk.walk().procedure();
        return new Way(
                procedure.id(),
                procedure.title(),
                procedure.steps().stream()
                        .filter(step -> !walk.walk().isClosed() || done.containsKey(step.id()))
                        .map(step -> {
                            var at = done.get(step.id());
                            if (at != null) {
                                return Step.done(step.title(), Dates.moment(at));
                            }
                            return open.contains(step.id()) ? Step.now(step.title()) : Step.later(step.title());
                        })
                        .toList());
    }

    /** What holds for the case, in a sentence each. */
    public List<String> marks() {
        return List.of(
                        new Said(one.has(Mark.REFUSE_IMAGES), say("cases.mark.images")),
                        new Said(one.has(Mark.BLOCK_EVIDENCE), say("cases.mark.evidence")),
                        new Said(
                                one.has(Mark.SUSPEND_ACCESS),
                                say(one.holds().isEmpty() ? "cases.mark.suspend.nobody" : "cases.mark.suspend")),
                        new Said(
                                one.mailFrom().isPresent(),
                                say(
                                        "cases.mark.mail",
                                        one.mailFrom()
                                                .map(from -> Dates.day(from.plus(MAIL_IS_KEPT)))
                                                .orElse(""))))
                .stream()
                .filter(Said::holds)
                .map(Said::sentence)
                .toList();
    }

    private record Said(boolean holds, String sentence) {}
}
