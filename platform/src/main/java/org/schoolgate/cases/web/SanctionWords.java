package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Sanction;
import org.schoolgate.cases.SanctionLetter;
import org.schoolgate.cases.Sanctions.Shown;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.Person;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;

/** What the pages of sanctions say of each. */
public final class SanctionWords {
    private SanctionWords() {}

    /** Which rung, with what is off where something is. */
    public static String what(Shown one) {
        var own = one.sanction().own();
        var rung = own == null ? CaseWords.rung(one.sanction().rung()) : own;
        return one.effect().isEmpty() ? rung : say("cases.sanctions.what", rung, one.effect());
    }

    /** From when until when; or when it was decided, where it takes no time. */
    public static String time(Shown one) {
        var until = one.sanction().until();
        var hold = one.hold();
        if (until == null) {
            return Dates.moment(one.sanction().at());
        }
        var lifted = hold == null ? null : hold.lifted();
        return lifted == null
                ? say("cases.sanctions.from-until", Dates.moment(one.sanction().from()), Dates.moment(until))
                : say(
                        "cases.sanctions.lifted",
                        Dates.moment(one.sanction().from()),
                        Dates.moment(lifted.by().at()),
                        lifted.by().name(),
                        lifted.reason());
    }

    /** Both in one line of a list. */
    public static String line(Shown one) {
        return say("cases.sanctions.line", what(one), time(one), one.sanction().byName());
    }

    /** The agreement that the person had signed, or that the behaviour policy binds them without. */
    public static String standsOn(Shown one) {
        var signed = one.sanction().signed();
        if (signed == null) {
            return say("cases.sanctions.signed.nothing");
        }
        var quoted = signed.quoted();
        return say(
                quoted == null || quoted.own() ? "cases.sanctions.signed" : "cases.sanctions.signed.for-them",
                signed.version(),
                Dates.day(signed.since()));
    }

    /** What the agreement that was signed says of it; empty where its words were not kept or say nothing. */
    public static String quoted(Shown one) {
        var quoted = quote(one);
        return quoted == null ? "" : quoted.says();
    }

    /** By what it shows that those words were signed. */
    public static String digest(Shown one) {
        var quoted = quote(one);
        return quoted == null
                ? ""
                : say("cases.sanctions.digest", quoted.digest().substring(0, 20).replaceAll("(.{4})(?=.)", "$1 "));
    }

    private static Sanction.@Nullable Quoted quote(Shown one) {
        var signed = one.sanction().signed();
        return signed == null ? null : signed.quoted();
    }

    /** Whether a talk is what was decided. */
    public static boolean isTalk(Shown one) {
        return one.sanction().rung() == Rung.INTERVIEW;
    }

    /** With whom a talk can be arranged, nobody chosen beforehand. */
    public static List<Option> adults(List<Person> adults) {
        var options = new ArrayList<Option>();
        options.add(Option.of("", say("cases.talk.choose")));
        adults.forEach(person ->
                options.add(Option.of(person.id().toString(), person.name().shown())));
        return options;
    }

    public static boolean isPupils(Shown one) {
        return one.sanction().ladder() == Rung.Ladder.PUPIL;
    }

    public static String names(List<Guardian> parents) {
        return parents.stream().map(guardian -> guardian.person().name().full()).collect(Collectors.joining(", "));
    }

    /** When a letter was sent, and how. */
    public static String sent(SanctionLetter letter) {
        return say(
                letter.byEmail() ? "cases.parents.sent" : "cases.parents.no-address",
                Dates.moment(letter.at()),
                letter.byName());
    }

    /** How far a letter has come, with the proof. */
    public static String state(SanctionLetter letter) {
        var read = letter.read();
        if (read != null) {
            return say("cases.parents.state.read." + read.proof().name(), Dates.moment(read.at()));
        }
        var opened = letter.openedAt();
        return opened == null
                ? say("cases.parents.state.sent")
                : say("cases.parents.state.opened", Dates.moment(opened));
    }
}
