package org.schoolgate.messages.web;

import static org.schoolgate.ui.Words.say;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.schoolgate.messages.AlarmCause.Candidate;
import org.schoolgate.messages.Hours;
import org.schoolgate.messages.Ladder;
import org.schoolgate.messages.Ladder.Flaw;
import org.schoolgate.messages.Rung;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Words;

/**
 * The phone ladder for its page.
 *
 * @param telephone whether people can be rung at all
 * @param setsUp whether this reader may change it and sees the numbers
 */
public record PhoneLadderView(
        Ladder ladder, List<Flaw> flaws, List<Candidate> candidates, boolean telephone, boolean setsUp) {
    public PhoneLadderView {
        flaws = List.copyOf(flaws);
        candidates = List.copyOf(candidates);
    }

    public List<Option> people() {
        return candidates.stream()
                .map(one -> Option.of(one.person().toString(), one.name()))
                .toList();
    }

    /** What is wrong, in a sentence each. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (!telephone) {
            warnings.add(say("messages.ladder.no-telephone"));
        }
        flaws.forEach(flaw -> warnings.add(
                switch (flaw) {
                    case Flaw.Nobody() -> say("messages.flaw.nobody");
                    case Flaw.Gap(var hours) -> say("messages.flaw.gap", say("messages.at." + hours.name()));
                    case Flaw.NoNumber(var rung) -> say("messages.flaw.no-number", rung.name());
                    case Flaw.NoMobile(var rung) -> say("messages.flaw.no-mobile", rung.name());
                    case Flaw.NeverReached(var rung) -> say("messages.flaw.never", rung.name());
                    case Flaw.Gone(var rung) -> say("messages.flaw.gone", rung.name());
                }));
        return warnings;
    }

    /** How somebody is reached, in order. */
    public String ways(Rung rung) {
        var ways = rung.channels().stream()
                .map(channel -> say("messages.channel." + channel.name()))
                .collect(Collectors.joining(", "));
        return setsUp && !rung.number().isEmpty() ? say("messages.ladder.ways-at", ways, rung.number()) : ways;
    }

    /** When somebody is rung. */
    public String hours(Rung rung) {
        return rung.hours().stream()
                .sorted()
                .map(hours -> say("messages.hours." + hours.name()))
                .collect(Collectors.joining(", "));
    }

    /** A day of the week with who is rung by day and by night, in order; empty where nobody is down for it. */
    public record Day(String name, String day, String night) {}

    /** The week, and a day on which the school is closed. */
    public List<Day> week() {
        var week = new ArrayList<Day>();
        for (var day : DayOfWeek.values()) {
            var weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
            week.add(new Day(
                    day.getDisplayName(TextStyle.FULL, Words.language()),
                    rung(weekend ? Hours.WEEKEND : Hours.SCHOOL_DAY),
                    rung(weekend ? Hours.WEEKEND : Hours.EVENING)));
        }
        week.add(new Day(say("messages.ladder.closed-day"), rung(Hours.HOLIDAY), rung(Hours.HOLIDAY)));
        return week;
    }

    private String rung(Hours hours) {
        return ladder.rungs().stream()
                .filter(rung -> rung.hours().contains(hours))
                .map(Rung::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
