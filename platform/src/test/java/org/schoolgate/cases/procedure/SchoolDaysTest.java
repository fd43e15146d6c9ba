package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Time limits in school days, over weekends, holidays and the nights in which the clock is changed. */
class SchoolDaysTest {
    /** Half-term of autumn 2026, Christmas, and two days in March for training. */
    private static final SchoolDays GREENFIELD = day -> SchoolDays.WEEKDAYS.isOpen(day)
            && !isIn(day, "2026-10-26", "2026-10-30")
            && !isIn(day, "2026-12-21", "2027-01-01")
            && !isIn(day, "2027-03-25", "2027-03-26");

    private static boolean isIn(LocalDate day, String from, String until) {
        return !day.isBefore(LocalDate.parse(from)) && !day.isAfter(LocalDate.parse(until));
    }

    @ParameterizedTest
    @CsvSource({
        // a Monday morning, a Monday evening after the school is closed, the last minute of a Monday
        "2026-11-16T09:00:00Z, 1, 2026-11-17T17:00:00Z",
        "2026-11-16T19:00:00Z, 1, 2026-11-17T17:00:00Z",
        "2026-11-16T23:59:00Z, 1, 2026-11-17T17:00:00Z",
        // over a weekend, and begun on one
        "2026-11-20T09:00:00Z, 1, 2026-11-23T17:00:00Z",
        "2026-11-19T09:00:00Z, 3, 2026-11-24T17:00:00Z",
        "2026-11-21T09:00:00Z, 1, 2026-11-23T17:00:00Z",
        "2026-11-22T23:59:00Z, 2, 2026-11-24T17:00:00Z",
        // the Friday before half-term: summer time, and the week after is winter time
        "2026-10-23T08:00:00Z, 1, 2026-11-02T17:00:00Z",
        "2026-10-22T08:00:00Z, 3, 2026-11-03T17:00:00Z",
        "2026-10-28T08:00:00Z, 1, 2026-11-02T17:00:00Z",
        // the clock goes back in the night to 25 October, and forward in the night to 28 March
        "2026-10-21T09:00:00Z, 2, 2026-10-23T16:00:00Z",
        "2027-03-24T09:00:00Z, 1, 2027-03-29T16:00:00Z",
        "2027-03-23T18:00:00Z, 2, 2027-03-29T16:00:00Z",
        // half an hour before midnight in London is another day than by the clock of Greenwich
        "2027-06-07T22:30:00Z, 1, 2027-06-08T16:00:00Z",
        "2027-06-07T23:30:00Z, 1, 2027-06-09T16:00:00Z",
        // over Christmas
        "2026-12-18T12:00:00Z, 1, 2027-01-04T17:00:00Z",
        "2026-12-18T12:00:00Z, 5, 2027-01-08T17:00:00Z",
    })
    void aLimitInSchoolDaysIsOverAtFiveOnTheLastOfThem(Instant begun, int days, Instant due) {
        assertThat(GREENFIELD.after(begun, days)).isEqualTo(due);
    }

    @Test
    void aSchoolThatSaysItIsNeverOpenAgainHasLimitsAllTheSame() {
        SchoolDays never = _ -> false;
        var begun = Instant.parse("2026-11-16T09:00:00Z");

        assertThat(never.after(begun, 1))
                .isAfter(begun.plus(Duration.ofDays(366)))
                .isBefore(begun.plus(Duration.ofDays(369)));
    }

    @Test
    void eachWhoComesNextHasAsManySchoolDaysAgainAndPeopleAreRungWhenTheyHavePassedTwice() {
        var deadline = new Deadline(
                new Span.InSchoolDays(1),
                Deadline.Since.THE_STEP,
                List.of(Doer.DEPUTY_SAFEGUARDING_LEAD, Doer.HEAD, Doer.CHAIR),
                true);
        var thursday = Instant.parse("2026-10-22T09:00:00Z");
        var running = deadline.running(thursday, thursday, _ -> Optional.empty(), GREENFIELD);

        assertThat(running.turns())
                .containsExactly(
                        Instant.parse("2026-10-23T16:00:00Z"),
                        Instant.parse("2026-11-02T17:00:00Z"),
                        Instant.parse("2026-11-03T17:00:00Z"));
        assertThat(running.ringsAt()).isEqualTo(Instant.parse("2026-11-02T17:00:00Z"));
        assertThat(deadline.turn(running, Instant.parse("2026-11-01T12:00:00Z")))
                .isEqualTo(Doer.DEPUTY_SAFEGUARDING_LEAD);
        assertThat(deadline.turn(running, Instant.parse("2026-11-02T17:00:00Z")))
                .isEqualTo(Doer.HEAD);
    }

    @Test
    void aWalkCountsInTheDaysOfItsSchool() {
        var yaml = Written.FOUND_PHONE.replace("within: 2 hours", "within: 2 school days");
        var friday = Instant.parse("2026-10-23T09:00:00Z");
        var who = new Who(new UUID(1, 1), "Mrs Lindqvist");
        var walk = Walk.begin(Written.sound(yaml), friday, GREENFIELD);
        for (var said : List.of(
                Map.entry("found", Map.of("at", "2026-10-23T08:50:00Z", "where", "Hall")),
                Map.entry("asked", Map.<String, String>of()),
                Map.entry("owner", Map.of("answer", "yes")))) {
            walk = ((Outcome.WentOn) walk.answer(said.getKey(), who, friday, said.getValue())).walk();
        }

        var again = Walk.retrace(walk.procedure(), walk.begun(), walk.entries(), GREENFIELD);
        assertThat(walk.open().getLast().due()).isEqualTo(Instant.parse("2026-11-03T17:00:00Z"));
        assertThat(again.open()).isEqualTo(walk.open());
    }

    @Test
    void schoolDaysAreNeverTakenForShorterThanTheClockThatTheyReplace() {
        assertThat(new Span.InSchoolDays(1).mayBeLongerThan(new Span.Time(Duration.ofDays(30))))
                .isTrue();
        assertThat(new Span.InSchoolDays(2).mayBeLongerThan(new Span.InSchoolDays(1)))
                .isTrue();
        assertThat(new Span.InSchoolDays(1).mayBeLongerThan(new Span.InSchoolDays(1)))
                .isFalse();
        assertThat(new Span.Time(Duration.ofHours(16)).mayBeLongerThan(new Span.InSchoolDays(1)))
                .isFalse();
        assertThat(new Span.Time(Duration.ofHours(17)).mayBeLongerThan(new Span.InSchoolDays(1)))
                .isTrue();
        assertThat(new Span.Time(Duration.ofDays(2)).mayBeLongerThan(new Span.Time(Duration.ofDays(1))))
                .isTrue();
    }
}
