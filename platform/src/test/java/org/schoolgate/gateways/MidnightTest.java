package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holds;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.ClassKind;
import org.schoolgate.roster.ClassPart;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.SchoolClass;
import org.schoolgate.roster.Source;
import org.schoolgate.roster.Span;
import org.schoolgate.tenancy.Tenants;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Cast.Greenfield;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.TestClock;

/**
 * What a day that ends does to the policy with nobody pressing anything. Each question is asked a second before the moment
 * and at it: the night to a day in summer time and the one back are nights like any other, and so is the last of a year.
 */
@PageTest
class MidnightTest {
    private final Greenfield school;
    private final Actor office;
    private final People people;
    private final PolicyCopies copies;
    private final Pseudonyms pseudonyms;
    private final Holds holds;

    MidnightTest(Cast cast, People people, PolicyCopies copies, Pseudonyms pseudonyms, Holds holds) {
        this.school = cast.greenfield();
        this.office = new Actor.Schoolgate(school.school(), "The office");
        this.people = people;
        this.copies = copies;
        this.pseudonyms = pseudonyms;
        this.holds = holds;
    }

    /** What gateways hold of somebody at that moment, and in which version. */
    private record Held(AccessState.Shut access, List<String> audiences, long version) {}

    private Held held(PersonId person, Instant at) {
        return TestClock.at(
                at,
                () -> Tenants.within(school.school(), () -> {
                    var copy = copies.current(school.school()).copy();
                    var reader = Objects.requireNonNull(
                            copy.readers().get(pseudonyms.of(school.school(), person)), "no such reader");
                    return new Held(
                            (AccessState.Shut) reader.access(),
                            reader.audiences().stream().sorted().toList(),
                            copy.version());
                }));
    }

    private PersonId pupil(LocalDate from) {
        return Tenants.within(
                school.school(), () -> people.join(office, NewPerson.called("Tom", "Ellis"), Role.PUPIL, from));
    }

    @ParameterizedTest
    @Line("I7")
    @Keeps("ACC-21")
    @CsvSource({
        "2027-01-14, 2027-01-15T00:00:00Z",
        "2027-03-27, 2027-03-28T00:00:00Z",
        "2027-03-28, 2027-03-28T23:00:00Z",
        "2027-06-30, 2027-06-30T23:00:00Z",
        "2027-10-30, 2027-10-30T23:00:00Z",
        "2027-10-31, 2027-11-01T00:00:00Z",
        "2027-08-31, 2027-08-31T23:00:00Z",
    })
    void aLeaversLastDayEndsAtMidnightInLondonAndNotAnHourOff(LocalDate lastDay, Instant midnight) {
        var tom = pupil(lastDay.minusYears(1));
        school.within(() -> people.leave(office, tom, Role.PUPIL, lastDay, LeavingReason.RECORDED));

        var before = held(tom, midnight.minusSeconds(1));
        var after = held(tom, midnight);

        assertThat(before.access().code()).isEqualTo("NOT_SIGNED");
        assertThat(after.access().code()).isEqualTo("LEFT");
        assertThat(after.version()).isEqualTo(before.version() + 1);
    }

    @ParameterizedTest
    @Line("I7")
    @Keeps("ACC-21")
    @CsvSource({
        "2027-01-15, 2027-01-15T00:00:00Z",
        "2027-03-28, 2027-03-28T00:00:00Z",
        "2027-03-29, 2027-03-28T23:00:00Z",
        "2027-10-31, 2027-10-30T23:00:00Z",
        "2027-11-01, 2027-11-01T00:00:00Z",
    })
    void aJoinersFirstDayBeginsAtMidnightInLondon(LocalDate firstDay, Instant midnight) {
        var tom = pupil(firstDay);

        var before = held(tom, midnight.minusSeconds(1));
        var after = held(tom, midnight);

        assertThat(before.access().code()).isEqualTo("LEFT");
        assertThat(before.access().until())
                .as("the gateway is told when it ends")
                .isEqualTo(midnight);
        assertThat(after.access().code()).isEqualTo("NOT_SIGNED");
        assertThat(after.version()).isEqualTo(before.version() + 1);
    }

    @Test
    void aPupilWhoChangesClassByDateHasTheNewClasssRulesFromThatMidnight() {
        var tom = pupil(LocalDate.of(2026, 9, 1));
        var year = AcademicYear.of(LocalDate.of(2027, 3, 1));
        var moves = LocalDate.of(2027, 3, 29);
        var first = ClassId.random();
        var second = ClassId.random();
        school.within(() -> {
            people.put(office, new SchoolClass(first, year, "Larks", ClassKind.FORM, List.of(5), "", null));
            people.put(office, new SchoolClass(second, year, "Wrens", ClassKind.FORM, List.of(5), "", null));
            people.place(
                    office, tom, first, ClassPart.PUPIL, Source.HAND, new Span(year.firstDay(), moves.minusDays(1)));
            people.place(office, tom, second, ClassPart.PUPIL, Source.HAND, new Span(moves, null));
        });

        var midnight = Instant.parse("2027-03-28T23:00:00Z");

        assertThat(held(tom, midnight.minusSeconds(1)).audiences())
                .anyMatch(ref -> ref.contains(first.toString()))
                .noneMatch(ref -> ref.contains(second.toString()));
        assertThat(held(tom, midnight).audiences())
                .anyMatch(ref -> ref.contains(second.toString()))
                .noneMatch(ref -> ref.contains(first.toString()));
    }

    @Test
    @Line("I7")
    @Keeps({"ACC-11", "SAN-4"})
    void aHoldThatEndsInTheNightWhenAnHourIsMissingEndsAtItsMoment() {
        var tom = pupil(LocalDate.of(2026, 9, 1));
        var begins = Instant.parse("2027-03-26T09:00:00Z");
        var ends = Instant.parse("2027-03-28T01:00:00Z");
        TestClock.at(
                begins,
                () -> school.within(() -> holds.place(
                        school.head(), new Holds.Wish(tom, HoldKind.SANCTION, null, ends, "Unkind messages"))));

        assertThat(held(tom, ends.minus(Duration.ofMillis(1))).access().code()).isEqualTo("HELD");
        assertThat(held(tom, ends).access().code()).isEqualTo("NOT_SIGNED");
    }

    @Test
    void aChangeDuringTheDayDoesNotMakeItsMidnightForgotten() {
        var tom = pupil(LocalDate.of(2026, 9, 1));
        var noon = Instant.parse("2027-03-28T11:00:00Z");
        school.within(() -> people.leave(office, tom, Role.PUPIL, LocalDate.of(2027, 3, 28), LeavingReason.RECORDED));

        assertThat(held(tom, noon).access().code()).isEqualTo("NOT_SIGNED");
        pupil(LocalDate.of(2027, 3, 28));
        assertThat(held(tom, noon.plusSeconds(60)).access().code()).isEqualTo("NOT_SIGNED");

        assertThat(held(tom, Instant.parse("2027-03-28T23:00:00Z")).access().code())
                .isEqualTo("LEFT");
    }
}
