package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseFile;
import org.schoolgate.cases.Ladder;
import org.schoolgate.cases.Transfer;
import org.schoolgate.cases.Trends;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Agency;
import org.schoolgate.cases.procedure.Answer;
import org.schoolgate.cases.procedure.Doer;
import org.schoolgate.cases.procedure.Effect;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.cases.procedure.Taken;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;

/** What the pages of cases say of each. */
public final class CaseWords {
    private CaseWords() {}

    /** The kind of a case as people call it: the title of the procedure with which it began. */
    public static String kind(CaseFile file) {
        return file.title();
    }

    static String procedure(String id) {
        return Procedures.ours().find(id).map(Procedure::title).orElse(id);
    }

    public static String doer(Doer doer) {
        return say("cases.doer." + doer.name());
    }

    /** What holds for a case because of an effect. */
    public static String effect(Effect effect) {
        return switch (effect) {
            case Effect.Mark mark -> say("cases.effect." + mark.name());
            case Effect.Starts(var other) -> say("cases.effect.start", procedure(other));
        };
    }

    /** Who reads it, in a few words. */
    public static String circle(CaseFile file) {
        return say("cases.circle." + file.circle().name());
    }

    public static String icon(Transfer.Kind kind) {
        return switch (kind) {
            case SENT -> "send";
            case WORDS_GIVEN -> "phone";
            case WORDS_WRONG -> "lock";
            case WORDS_RIGHT -> "key-round";
            case FETCHED -> "download";
            case ACCEPTED -> "signature";
        };
    }

    /** By when, as seen from now; empty where no clock runs. */
    public static String due(@Nullable Instant due, Instant now) {
        if (due == null) {
            return "";
        }
        return now.isBefore(due)
                ? say("cases.due.by", Dates.seenFrom(now, due))
                : say("cases.due.since", Dates.seenFrom(now, due));
    }

    /** A count as far as it is said to readers who must not make out a child. */
    public static String said(Trends.Said said) {
        return switch (said) {
            case Trends.Said.Exactly(var count) -> Integer.toString(count);
            case Trends.Said.Few() -> say("cases.trends.few");
            case Trends.Said.NotSaid() -> say("cases.trends.not-said");
        };
    }

    /** What has to be done before, one after the other. */
    public static String steps(List<Step> steps) {
        return steps.stream().map(Step::title).collect(Collectors.joining("; "));
    }

    /** The answers of a decision, each with what the word means here beside it. */
    static List<Option> answers(Step step) {
        return step.answers().stream()
                .map(answer -> new Option(answer.id(), answer.label(), hint(answer)))
                .toList();
    }

    private static @Nullable String hint(Answer answer) {
        var means = answer.means();
        if (!answer.withReason()) {
            return means;
        }
        return means == null ? say("cases.step.with-reason") : means + " " + say("cases.step.with-reason");
    }

    static String agency(Agency agency) {
        return say("cases.agency." + agency.name());
    }

    /** A rung in a few words. */
    public static String rung(Rung rung) {
        return capital(rung.word());
    }

    /** The rungs of a ladder in the school's words, and none. */
    static List<Option> rungs(Ladder ladder) {
        return Stream.concat(
                        ladder.lines().stream()
                                .map(line -> line.isOwn()
                                        ? new Option(StepForm.OWN + line.title(), line.title(), words(line))
                                        : new Option(line.rung().word(), rung(line.rung()), line.words())),
                        Stream.of(Option.of(Act.NO_SANCTION, say("cases.ladder.none"))))
                .toList();
    }

    /** What they read of a rung of the school's own, and what it takes from them. */
    private static String words(Ladder.Line line) {
        var takes = line.takes();
        return takes == null ? line.words() : line.words() + " " + say("cases.ladder.takes", capital(takes.word()));
    }

    /** What a rung of the school's own can take away, and nothing. */
    public static List<Option> takings() {
        return Stream.concat(
                        Stream.of(Option.of("", say("cases.ladder.own.nothing"))),
                        Arrays.stream(Taken.values()).map(taken -> Option.of(taken.name(), capital(taken.word()))))
                .toList();
    }

    static List<Option> options(Field field) {
        return field.kind() == Field.Kind.YES_NO
                ? List.of(Option.of("yes", say("cases.yes")), Option.of("no", say("cases.no")))
                : field.options().stream()
                        .map(option -> Option.of(option, named(field, option)))
                        .toList();
    }

    private static String named(Field field, String option) {
        return Arrays.stream(Agency.values())
                .filter(agency -> field.name().equals(Act.TO) && agency.word().equals(option))
                .map(CaseWords::agency)
                .findFirst()
                .orElseGet(() -> capital(option));
    }

    /** A word of a definition at the beginning of a line. */
    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.UK) + word.substring(1);
    }
}
