package org.schoolgate.home;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * What children read on their first screen for a week, about living together and being strong online: respect, their own
 * opinion and that of others, rules that are for everybody, saying no, asking for help. All pupils read the same.
 *
 * @param number which of them, from 1
 */
public record WordsOfTheWeek(int number) {
    static final int HOW_MANY = 6;

    /** The Monday of a first week, long ago. */
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    public static WordsOfTheWeek at(Instant moment) {
        var weeks = ChronoUnit.WEEKS.between(FIRST, LocalDate.ofInstant(moment, LONDON));
        return new WordsOfTheWeek(Math.floorMod(weeks, HOW_MANY) + 1);
    }

    public String words() {
        return say("home.week." + number);
    }

    public String forTheYoungest() {
        return say("home.week.ks1." + number);
    }
}
