package org.schoolgate.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpnTest {
    @ParameterizedTest
    @ValueSource(strings = {"B801200005001", "H801200001001", "A80120000501A", "R80120012602B", " b801 200005001 "})
    void aNumberWithItsLetterIsGood(String text) {
        assertThat(Upn.check(text)).isInstanceOf(Upn.Check.Good.class);
    }

    @Test
    void theLetterIsTheSumOfTheDigitsByTheirPlace() {
        // 2*2 + 7*4 + 1*9 + 6*10 + 4*12 + 9*13 = 266, and 266 leaves 13 over 23.
        assertThat(Upn.letterFor("207000016049")).isEqualTo('P');
    }

    @Test
    void aTemporaryNumberCountsItsLastLetterByItsPlaceToo() {
        var a = Upn.letterFor("80120000501A");
        var b = Upn.letterFor("80120000501B");

        assertThat(a).isEqualTo('A');
        assertThat(b).as("13 further in a circle of 23").isEqualTo('P');
        assertThat(new Upn("A80120000501A").isTemporary()).isTrue();
        assertThat(new Upn("B801200005001").isTemporary()).isFalse();
    }

    @Test
    void aWrongLetterNamesTheRightOne() {
        assertThat(Upn.check("A801200005001")).isEqualTo(new Upn.Check.WrongLetter('B'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "B80120000500",
                "B8012000050012",
                "I801200005001",
                "O801200005001",
                "S801200005001",
                "B80120000500I",
                "B80120000500S",
                "B80120000A001",
                "8801200005001",
                "B٨٠١٢٠٠٠٠٥٠٠١"
            })
    void whatHasNotTheFormIsNoNumber(String text) {
        assertThat(Upn.check(text)).isInstanceOf(Upn.Check.Malformed.class);
    }

    @Test
    void everySingleWrongDigitIsNoticed() {
        var random = new Random(7);
        for (int n = 0; n < 2_000; n++) {
            var rest = "%012d".formatted(random.nextLong(1_000_000_000_000L));
            var place = random.nextInt(12);
            var wrong = (char) ('0' + (rest.charAt(place) - '0' + 1 + random.nextInt(9)) % 10);
            var changed = rest.substring(0, place) + wrong + rest.substring(place + 1);

            assertThat(Upn.check(Upn.letterFor(rest) + changed))
                    .as("%s read as %s", rest, changed)
                    .isInstanceOf(Upn.Check.WrongLetter.class);
        }
    }
}
