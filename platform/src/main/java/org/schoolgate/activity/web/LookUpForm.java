package org.schoolgate.activity.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.activity.Purpose;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;

/**
 * A look-up as it was typed.
 *
 * @param about PERSON, SITE or ADDRESS
 * @param what the name, site or address
 * @param person the one chosen where several have that name
 * @param first the first day of the time, as it was typed or picked
 */
public record LookUpForm(
        @Nullable String about,
        @Nullable String what,
        @Nullable String person,
        @Nullable String purpose,
        @Nullable String because,
        @Nullable String first,
        @Nullable String last) {
    /** What a look-up may be about. */
    public enum About {
        PERSON,
        SITE,
        ADDRESS
    }

    static LookUpForm on(LocalDate today) {
        return new LookUpForm("", "", "", "", "", Dates.iso(today), Dates.iso(today));
    }

    Problems problems() {
        return Problems.none()
                .when(kind().isEmpty(), "about", say("activity.look-ups.about.choose"))
                .when(sought().isEmpty(), "what", say("activity.look-ups.what.write"))
                .when(why().isEmpty(), "purpose", say("activity.look-ups.purpose.choose"))
                .when(reason().isEmpty(), "because", say("activity.look-ups.because.write"))
                .when(day(first).isEmpty(), "first", say("activity.look-ups.day.write"))
                .when(day(last).isEmpty(), "last", say("activity.look-ups.day.write"));
    }

    Optional<About> kind() {
        return Arrays.stream(About.values())
                .filter(one -> one.name().equals(about))
                .findFirst();
    }

    Optional<Purpose> why() {
        return Arrays.stream(Purpose.values())
                .filter(one -> one.name().equals(purpose))
                .findFirst();
    }

    public String chosenKind() {
        return about == null ? "" : about;
    }

    public String chosenPurpose() {
        return purpose == null ? "" : purpose;
    }

    public String chosenPerson() {
        return person == null ? "" : person;
    }

    public String sought() {
        return what == null ? "" : what.strip();
    }

    public String reason() {
        return because == null ? "" : because.strip();
    }

    public String firstDay() {
        return first == null ? "" : first;
    }

    public String lastDay() {
        return last == null ? "" : last;
    }

    Instant from() {
        return day(first).orElseThrow().atStartOfDay(LONDON).toInstant();
    }

    Instant until() {
        return day(last).orElseThrow().plusDays(1).atStartOfDay(LONDON).toInstant();
    }

    private static Optional<LocalDate> day(@Nullable String typed) {
        return typed == null ? Optional.empty() : Dates.read(typed);
    }
}
