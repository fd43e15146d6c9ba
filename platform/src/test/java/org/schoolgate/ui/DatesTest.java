package org.schoolgate.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.testing.Keeps;

class DatesTest {
    private static final Instant EVENING = Instant.parse("2026-06-30T23:05:00Z");

    @Test
    @Keeps("UX-5")
    void aMomentIsToldByTheClocksOfLondon() {
        assertThat(Dates.moment(EVENING)).isEqualTo("1 July 2026 at 0:05");
        assertThat(Dates.moment(Instant.parse("2026-11-21T08:41:00Z"))).isEqualTo("21 November 2026 at 8:41");
        assertThat(Dates.weekday(LocalDate.of(2026, 11, 19))).isEqualTo("Thursday 19 November 2026");
        assertThat(Dates.shortDay(LocalDate.of(2026, 11, 18))).isEqualTo("18 Nov");
    }

    @Test
    void whatIsNearIsToldByNearness() {
        var now = Instant.parse("2026-11-19T10:52:00Z");
        assertThat(Dates.seenFrom(now, Instant.parse("2026-11-19T08:41:00Z"))).isEqualTo("today at 8:41");
        assertThat(Dates.seenFrom(now, Instant.parse("2026-11-18T22:14:00Z"))).isEqualTo("yesterday at 22:14");
        assertThat(Dates.seenFrom(now, Instant.parse("2026-11-17T22:14:00Z"))).isEqualTo("17 November 2026 at 22:14");
    }

    @Test
    void aTimeLeftIsNeverSaidLongerThanItIs() {
        assertThat(Dates.lasting(Duration.ofSeconds(50))).isEqualTo("less than a minute");
        assertThat(Dates.lasting(Duration.ofSeconds(119))).isEqualTo("one minute");
        assertThat(Dates.lasting(Duration.ofMinutes(48))).isEqualTo("48 minutes");
        assertThat(Dates.lasting(Duration.ofHours(47))).isEqualTo("47 hours");
        assertThat(Dates.lasting(Duration.ofHours(71))).isEqualTo("2 days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-21", "21/11/2026", " 21 November 2026", "21 Nov 2026"})
    void aDayIsReadHoweverItWasTyped(String typed) {
        assertThat(Dates.read(typed)).contains(LocalDate.of(2026, 11, 21));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "31/02/2026", "21.11.26", "tomorrow"})
    void aDayThatIsNoneIsNotRead(String typed) {
        assertThat(Dates.read(typed)).isEmpty();
    }
}
