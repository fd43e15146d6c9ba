package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.HoldRegister.Preview;
import org.schoolgate.cases.CaseId;
import org.schoolgate.cases.Shown;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Field;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Step;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Option;

/**
 * A step as somebody fills it in, one at a time.
 *
 * @param typed what stands in its fields, as it was typed
 * @param people from whom access can be taken in it; none in most steps
 * @param losing what each of them would lose
 * @param rungs what may be chosen of the ladder that is theirs; none in most steps
 */
public record StepForm(
        CaseId of,
        Shown.Mine mine,
        Map<String, String> typed,
        List<Option> people,
        List<Preview> losing,
        List<Option> rungs) {
    static final String WHOM = "whom";
    /** Before the title of a rung of the school's own, where it stands among the program's. */
    static final String OWN = "own:";

    private static final Set<String> SAID_MORE_OF =
            Set.of(Act.WHAT, Act.NAME, Act.SITES, Act.FROM, Act.UNTIL, Act.UNTIL_TIME);
    private static final Set<String> REFERRAL_HINTS = Set.of(Act.CONSULTED, Act.REFERENCE, Act.REASON);

    public StepForm {
        typed = Map.copyOf(typed);
        people = List.copyOf(people);
        losing = List.copyOf(losing);
        rungs = List.copyOf(rungs);
    }

    /** An empty one: what was done just now was done now, and what is taken away is so until {@code lessonsEnd}. */
    static StepForm empty(CaseId of, Shown.Mine mine, Instant now, LocalDateTime lessonsEnd) {
        var typed = new HashMap<String, String>();
        mine.open().step().act().fields().stream()
                .filter(field -> field.name().equals(Act.AT) && field.required())
                .forEach(field -> typed.put(field.name(), Dates.isoMoment(now)));
        if (mine.open().step().act() instanceof Act.Sanction) {
            typed.put(Act.UNTIL, Dates.iso(lessonsEnd.toLocalDate()));
            typed.put(Act.UNTIL_TIME, lessonsEnd.toLocalTime().toString());
        }
        return new StepForm(of, mine, typed, List.of(), List.of(), List.of());
    }

    StepForm with(List<Option> whom, List<Preview> loses, List<Option> ladder) {
        return new StepForm(of, mine, typed, whom, loses, ladder);
    }

    public Step step() {
        return mine.open().step();
    }

    /** Whether a picture of a screen is asked for, which is kept as evidence. */
    public boolean asksForPicture() {
        return step().id().equals(Step.SCREENSHOT);
    }

    public String href() {
        return "/cases/%s/walks/%d/steps/%s".formatted(of, mine.walk(), step().id());
    }

    public List<Field> fields() {
        return isReferral() ? step().act().fields(typed) : step().act().fields();
    }

    /** Whether a referral was chosen: what else has to be said is asked then, and not of everybody. */
    private boolean isReferral() {
        return step().act() instanceof Act.Sanction && value(Act.RUNG).equals(Rung.REFERRAL.word());
    }

    public String value(String field) {
        return typed.getOrDefault(field, "");
    }

    public List<Option> options(Field field) {
        if (field.name().equals(Act.RUNG) && !rungs.isEmpty()) {
            return rungs;
        }
        return options(step(), field);
    }

    /** What can be chosen in a field of a step. */
    public static List<Option> options(Step step, Field field) {
        return step.act() instanceof Act.Decide && field.name().equals(Act.ANSWER)
                ? CaseWords.answers(step)
                : CaseWords.options(field);
    }

    public @Nullable String hint(Field field) {
        if (isReferral() && !field.name().equals(Act.RUNG)) {
            return REFERRAL_HINTS.contains(field.name()) ? say("cases.referral.hint." + field.name()) : null;
        }
        if (field.name().equals(Act.RUNG)) {
            return rungs.stream().anyMatch(rung -> rung.value().equals(Rung.REFERRAL.word()))
                    ? say("cases.referral.hint")
                    : null;
        }
        if (step().act() instanceof Act.Sanction && SAID_MORE_OF.contains(field.name())) {
            return say("cases.sanction.hint." + field.name());
        }
        return hintOf(field);
    }

    /** What to know of a field that may stay empty; null where it may not. */
    public static @Nullable String hintOf(Field field) {
        if (field.required()) {
            return null;
        }
        return say(field.name().equals(Act.REASON) ? "cases.field.reason" : "cases.field.optional");
    }

    /** Whom it is about, where it takes something away. */
    static Optional<PersonId> whom(Map<String, String> typed) {
        return Ids.read(typed.getOrDefault(WHOM, "")).map(PersonId::new);
    }

    /** What was typed into the fields that count after it, as procedures write it. */
    static Map<String, String> said(Act act, Map<String, String> form) {
        var typed = withOwnRung(form);
        var said = new HashMap<String, String>();
        for (var field : act.fields(typed)) {
            var value = typed.getOrDefault(field.name(), "").strip();
            if (!value.isEmpty()) {
                said.put(field.name(), written(field, value));
            }
        }
        return said;
    }

    /** A rung of the school's own is another one to the program, with its title. */
    private static Map<String, String> withOwnRung(Map<String, String> form) {
        var rung = form.getOrDefault(Act.RUNG, "");
        var typed = new HashMap<>(form);
        typed.remove(Act.OWN);
        if (rung.startsWith(OWN)) {
            typed.put(Act.RUNG, Rung.OTHER.word());
            typed.put(Act.OWN, rung.substring(OWN.length()));
        }
        return typed;
    }

    private static String written(Field field, String typed) {
        return switch (field.kind()) {
            case TIME -> Dates.readMoment(typed).map(Instant::toString).orElse(typed);
            case DAY -> Dates.read(typed).map(Dates::iso).orElse(typed);
            case TEXT, LONG_TEXT, CLOCK, NUMBER, YES_NO, PERSON, CHOICE -> typed;
        };
    }
}
