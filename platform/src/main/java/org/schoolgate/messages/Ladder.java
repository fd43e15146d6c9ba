package org.schoolgate.messages;

import static org.schoolgate.kernel.AcademicYear.LONDON;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.kernel.PersonId;

/**
 * Who is rung when somebody may be in danger, one after the other.
 *
 * @param rungs in their order
 * @param opens the hour of a school day at which the school opens, in London
 * @param closes the hour at which it closes
 */
public record Ladder(List<Rung> rungs, List<ClosedDays> closed, List<Absence> absences, int opens, int closes) {
    public Ladder {
        rungs = List.copyOf(rungs);
        closed = List.copyOf(closed);
        absences = List.copyOf(absences);
    }

    /** Which part of the week a moment belongs to, by the clock on the wall. */
    Hours hours(Instant moment) {
        var there = LocalDateTime.ofInstant(moment, LONDON);
        var day = there.toLocalDate();
        if (closed.stream().anyMatch(days -> days.isOn(day))) {
            return Hours.HOLIDAY;
        }
        if (isWeekend(day)) {
            return Hours.WEEKEND;
        }
        return there.getHour() >= opens && there.getHour() < closes ? Hours.SCHOOL_DAY : Hours.EVENING;
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    boolean isAway(PersonId person, LocalDate day) {
        return absences.stream().anyMatch(absence -> absence.person().equals(person) && absence.isOn(day));
    }

    /**
     * Whom to ring at that moment. Nobody waits for an hour to come: where nobody is down for it, everybody who is here is
     * rung, and where all are away, everybody.
     */
    List<Rung> onDuty(Instant moment, Set<PersonId> spared) {
        var all = rungs.stream().filter(rung -> !spared.contains(rung.person())).toList();
        var day = LocalDate.ofInstant(moment, LONDON);
        var here = only(all, rung -> !isAway(rung.person(), day));
        var hours = hours(moment);
        var now = only(here, rung -> rung.hours().contains(hours));
        return !now.isEmpty() ? now : !here.isEmpty() ? here : all;
    }

    private static List<Rung> only(List<Rung> rungs, Predicate<Rung> wanted) {
        return rungs.stream().filter(wanted).toList();
    }

    /** One thing to try. */
    record Try(Rung rung, Channel channel) {}

    /**
     * What to try at that moment, in order. Where no telephone is connected everybody gets an e-mail, and so does whoever
     * could not be rung.
     *
     * @param failed whom the telephone could not reach in this round, for a reason of its own
     */
    List<Try> tries(Instant moment, Set<PersonId> spared, boolean telephone, Set<PersonId> failed) {
        var tries = new ArrayList<Try>();
        for (var rung : onDuty(moment, spared)) {
            var ways = rung.channels().stream()
                    .filter(channel -> rung.has(channel) && (telephone || !channel.isByTelephone()))
                    .toList();
            ways.forEach(channel -> tries.add(new Try(rung, channel)));
            if (!ways.contains(Channel.EMAIL) && (ways.isEmpty() || failed.contains(rung.person()))) {
                tries.add(new Try(rung, Channel.EMAIL));
            }
        }
        return tries;
    }

    /** What a test call tries: each number once, whatever the hour, of whoever is here. */
    List<Try> testTries(Instant moment) {
        var day = LocalDate.ofInstant(moment, LONDON);
        return rungs.stream()
                .filter(rung -> !isAway(rung.person(), day))
                .flatMap(rung -> rung.channels().stream()
                        .filter(channel -> channel.isByTelephone() && rung.has(channel))
                        .limit(1)
                        .map(channel -> new Try(rung, channel)))
                .toList();
    }

    /** What is wrong with it, as long as nobody is in danger. */
    public sealed interface Flaw {
        /** Nobody is on it. */
        record Nobody() implements Flaw {}

        /** Nobody is down for these hours; then everybody is rung. */
        record Gap(Hours hours) implements Flaw {}

        /** They are to be rung and have no number that can be. */
        record NoNumber(Rung rung) implements Flaw {}

        /** They are to get a text message at a number that takes none. */
        record NoMobile(Rung rung) implements Flaw {}

        /** They are never rung: at all of their hours the same person stands higher up with the same ways. */
        record NeverReached(Rung rung) implements Flaw {}

        /** They are on the ladder and nothing to the school any more that may be rung. */
        record Gone(Rung rung) implements Flaw {}
    }

    /** Everything that is wrong with it. {@code may} tells who may be on it. */
    List<Flaw> flaws(Predicate<PersonId> may) {
        var flaws = new ArrayList<Flaw>();
        if (rungs.isEmpty()) {
            flaws.add(new Flaw.Nobody());
            return flaws;
        }
        for (int at = 0; at < rungs.size(); at++) {
            var rung = rungs.get(at);
            if (!may.test(rung.person())) {
                flaws.add(new Flaw.Gone(rung));
            }
            if (rung.channels().stream().anyMatch(Channel::isByTelephone)
                    && rung.number().isEmpty()) {
                flaws.add(new Flaw.NoNumber(rung));
            } else if (rung.channels().contains(Channel.TEXT) && !rung.has(Channel.TEXT)) {
                flaws.add(new Flaw.NoMobile(rung));
            }
            if (isNeverReached(rung, rungs.subList(0, at))) {
                flaws.add(new Flaw.NeverReached(rung));
            }
        }
        EnumSet.allOf(Hours.class).stream()
                .filter(hours ->
                        rungs.stream().noneMatch(rung -> rung.hours().contains(hours) && may.test(rung.person())))
                .forEach(hours -> flaws.add(new Flaw.Gap(hours)));
        return flaws;
    }

    /** Each of their ways is tried at each of their hours before it would be their turn. */
    private static boolean isNeverReached(Rung rung, List<Rung> above) {
        return rung.hours().isEmpty()
                || rung.channels().isEmpty()
                || rung.hours().stream()
                        .allMatch(hours -> rung.channels().stream()
                                .allMatch(channel -> above.stream()
                                        .anyMatch(other -> other.person().equals(rung.person())
                                                && other.hours().contains(hours)
                                                && other.channels().contains(channel))));
    }
}
