package org.schoolgate.cases.procedure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.schoolgate.cases.procedure.Deadline.Since;

class TimeLimitTest {
    @Test
    void itIsWrittenInWordsOrAsIsoDoes() {
        assertThat(TimeLimit.read("15 minutes")).contains(limit(Duration.ofMinutes(15), Since.THE_STEP));
        assertThat(TimeLimit.read("1 hour")).contains(limit(Duration.ofHours(1), Since.THE_STEP));
        assertThat(TimeLimit.read("2 days")).contains(limit(Duration.ofDays(2), Since.THE_STEP));
        assertThat(TimeLimit.read("3 weeks")).contains(limit(Duration.ofDays(21), Since.THE_STEP));
        assertThat(TimeLimit.read("PT90M")).contains(limit(Duration.ofMinutes(90), Since.THE_STEP));
        assertThat(TimeLimit.read("72 hours from the beginning"))
                .contains(limit(Duration.ofDays(3), Since.THE_BEGINNING));
        assertThat(TimeLimit.read("72 hours from noticed-at"))
                .contains(limit(Duration.ofDays(3), new Since.Written("noticed-at")));
    }

    private static TimeLimit limit(Duration time, Since since) {
        return new TimeLimit(new Span.Time(time), since);
    }

    @Test
    void itIsWrittenInSchoolDays() {
        assertThat(TimeLimit.read("1 school day")).contains(new TimeLimit(new Span.InSchoolDays(1), Since.THE_STEP));
        assertThat(TimeLimit.read("10 school days from the beginning"))
                .contains(new TimeLimit(new Span.InSchoolDays(10), Since.THE_BEGINNING));
        assertThat(TimeLimit.read("0 school days")).isEmpty();
        assertThat(TimeLimit.read("191 school days")).isEmpty();
        assertThat(TimeLimit.read("2 school hours")).isEmpty();
    }

    @Test
    void noTimeAndMoreThanAYearAreNoLimit() {
        assertThat(TimeLimit.read("0 hours")).isEmpty();
        assertThat(TimeLimit.read("PT-1H")).isEmpty();
        assertThat(TimeLimit.read("367 days")).isEmpty();
        assertThat(TimeLimit.read("PT99999999999999H")).isEmpty();
        assertThat(TimeLimit.read("soon")).isEmpty();
        assertThat(TimeLimit.read("")).isEmpty();
    }
}
