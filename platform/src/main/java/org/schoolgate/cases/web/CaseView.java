package org.schoolgate.cases.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.audit.AuditTrail.Doing;
import org.schoolgate.cases.Case;
import org.schoolgate.cases.CaseFile;
import org.schoolgate.cases.CaseWalk;
import org.schoolgate.cases.ContactCard;
import org.schoolgate.cases.Shown;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Step;

/**
 * A whole case for its page.
 *
 * @param looksBack whether the reader looks at chronologies
 * @param readings who read it lately
 * @param story all that happened in it, the newest first
 * @param card whom the step that is filled in now calls outside; null where it calls nobody or there is no card
 * @param form the step that is filled in now; null where none waits for the reader
 */
public record CaseView(
        Case one,
        List<Shown.Mine> mine,
        boolean namesReaders,
        boolean exports,
        @Nullable ContactCard card,
        boolean looksBack,
        List<Doing> readings,
        List<CaseStory.Event> story,
        @Nullable StepForm form,
        Instant now) {

    public CaseView {
        mine = List.copyOf(mine);
        readings = List.copyOf(readings);
        story = List.copyOf(story);
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

    /** A procedure of the case, as far as it has come. */
    public record Way(int number, String title, List<Step> steps) {}

    public List<Way> ways() {
        return one.walks().stream().map(CaseView::way).toList();
    }

    /** What was done, and what waits; where it may go from there is in the drawing. */
    private static Way way(CaseWalk walk) {
        var procedure = walk.walk().procedure();
        var done = walk.walk().done().stream()
                .map(step -> Step.done(
                        step.step().title(),
                        Dates.shortDay(LocalDate.ofInstant(step.entry().at(), LONDON))));
        var open = walk.walk().open().stream().map(step -> Step.now(step.step().title()));
        return new Way(
                walk.number(), procedure.title(), Stream.concat(done, open).toList());
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
                                                .map(from -> Dates.day(from.plus(Case.MAIL_IS_KEPT)))
                                                .orElse(""))))
                .stream()
                .filter(Said::holds)
                .map(Said::sentence)
                .toList();
    }

    private record Said(boolean holds, String sentence) {}
}
