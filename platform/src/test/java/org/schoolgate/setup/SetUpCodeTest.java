package org.schoolgate.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.TestClock;

class SetUpCodeTest {
    private static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    private final Clock clock = new TestClock();
    private final SetUpCode code = new SetUpCode(clock);

    private SetUpCode.Try tried(String typed, Duration afterNoon) {
        return TestClock.at(NOON.plus(afterNoon), () -> code.compare(typed));
    }

    @Test
    void everyStartHasAnotherCode() {
        var codes = new HashSet<String>();
        for (int start = 0; start < 1_000; start++) {
            codes.add(new SetUpCode(clock).toPrint());
        }

        assertThat(codes)
                .hasSize(1_000)
                .allMatch(one -> one.matches("([2-9A-HJKMNP-TV-Z]{4}-){2}[2-9A-HJKMNP-TV-Z]{4}"));
    }

    @Test
    void theCodeIsRightHoweverItIsTyped() {
        assertThat(tried(code.toPrint(), Duration.ZERO)).isEqualTo(new SetUpCode.Try.Right());
        assertThat(tried(" " + code.toPrint().toLowerCase(Locale.ROOT).replace("-", " "), Duration.ZERO))
                .isEqualTo(new SetUpCode.Try.Right());
    }

    @Test
    void aPartOfTheCodeOrMoreThanTheCodeIsWrong() {
        assertThat(tried(code.toPrint().substring(0, 13), Duration.ZERO)).isInstanceOf(SetUpCode.Try.Wrong.class);
        assertThat(tried(code.toPrint() + "2", Duration.ofSeconds(5))).isInstanceOf(SetUpCode.Try.Wrong.class);
        assertThat(tried("", Duration.ofSeconds(10))).isInstanceOf(SetUpCode.Try.Wrong.class);
    }

    @Test
    void eachWrongTryMakesTheNextWaitTwiceAsLong() {
        assertThat(tried("wrong", Duration.ZERO)).isEqualTo(new SetUpCode.Try.Wrong(Duration.ofSeconds(1)));
        assertThat(tried("wrong", Duration.ofSeconds(1))).isEqualTo(new SetUpCode.Try.Wrong(Duration.ofSeconds(2)));
        assertThat(tried("wrong", Duration.ofSeconds(3))).isEqualTo(new SetUpCode.Try.Wrong(Duration.ofSeconds(4)));
    }

    @Test
    void aTryThatComesTooEarlyIsNotLookedAtEvenIfItIsRight() {
        tried("wrong", Duration.ZERO);

        assertThat(tried(code.toPrint(), Duration.ofMillis(400)))
                .isEqualTo(new SetUpCode.Try.TooEarly(Duration.ofMillis(600)));
        assertThat(tried(code.toPrint(), Duration.ofSeconds(1))).isEqualTo(new SetUpCode.Try.Right());
    }

    @Test
    void afterTwentyWrongTriesEvenTheRightCodeIsRefusedUntilANewStart() {
        for (int wrong = 1; wrong < 20; wrong++) {
            assertThat(tried("wrong", Duration.ofHours(wrong))).isInstanceOf(SetUpCode.Try.Wrong.class);
        }

        assertThat(tried("wrong", Duration.ofHours(20))).isEqualTo(new SetUpCode.Try.Shut());
        assertThat(tried(code.toPrint(), Duration.ofDays(30))).isEqualTo(new SetUpCode.Try.Shut());
    }

    @Test
    void theCodeIsInNoLogLine() {
        assertThat(code.toString())
                .doesNotContain(code.toPrint(), code.toPrint().replace("-", ""));
    }
}
