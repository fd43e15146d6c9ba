package org.schoolgate.agreements.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.kernel.Phase;
import org.schoolgate.testing.Keeps;

class ReadingAgeTest {
    @ParameterizedTest
    @CsvSource({
        "the, 1",
        "tell, 1",
        "site, 1",
        "sites, 1",
        "liked, 1",
        "wanted, 2",
        "pages, 2",
        "little, 2",
        "people, 2",
        "computer, 3",
        "teacher, 2",
        "password, 2",
        "online, 2",
        "tablet, 2",
        "message, 2",
        "responsibility, 6",
        "I, 1",
        "my, 1",
        "I'm, 1",
        "whole, 1",
        "uses, 2",
        "rules, 1"
    })
    void syllablesAreCountedAsTheyAreHeard(String word, int syllables) {
        assertThat(ReadingAge.syllables(word)).isEqualTo(syllables);
    }

    @Test
    void theFormulaIsTheUsualOne() {
        // 2 sentences, 12 words, 13 syllables: 0.39 * 6 + 11.8 * 13 / 12 - 15.59 = -0.467, and five years.
        var age = ReadingAge.of(List.of("The cat sat on the mat. The dog was in the water."));

        assertThat(age.years()).isCloseTo(4.53, within(0.01));
        assertThat(age.longestSentence()).isEqualTo(6);
    }

    @Test
    void aLawyersSentenceIsNotForChildren() {
        var findings = ReadingAge.limitFor(Phase.KS2)
                .check(List.of(
                        "I ask a teacher first.",
                        "Notwithstanding the aforementioned provisions, every user"
                                + " undertakes to refrain from any utilisation of information technology facilities that the"
                                + " institution considers inappropriate."));

        assertThat(findings.isReadable()).isFalse();
        assertThat(findings.tooLong()).hasSize(1).first().asString().startsWith("Notwithstanding");
        assertThat(findings.age().years()).isGreaterThan(15);
    }

    @Test
    void nothingIsEasyToRead() {
        assertThat(ReadingAge.of(List.of("", " 12, 34?")).longestSentence()).isZero();
        assertThat(ReadingAge.of(List.of("...")).years()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    @Keeps("AGR-19")
    void everythingThatTheLibraryLetsAPupilSayIsReadableAtTheirAge(Phase phase) {
        var audience = Audience.of(phase);
        var library = Library.ours();
        var lines = library.rules().stream()
                .flatMap(rule -> rule.in(Voice.of(audience, Part.PUPIL)).stream())
                .toList();

        var findings = ReadingAge.limitFor(phase).check(lines);

        assertThat(lines).hasSizeGreaterThan(10);
        assertThat(findings.tooLong()).isEmpty();
        assertThat(findings.age().years())
                .as("reading age for %s", phase)
                .isLessThanOrEqualTo(findings.limit().years());
    }

    @Test
    @Keeps("AGR-19")
    void theYoungestSayFewAndShortThings() {
        var library = Library.ours();
        var eyfs = library.compose(Audience.EYFS, library.usual(Audience.EYFS));

        assertThat(eyfs.lines(Part.PUPIL, Kind.RULE)).hasSizeBetween(6, 10);
        assertThat(eyfs.spoken(Part.PUPIL)).allMatch(line -> line.split("\\s+").length <= 12);
    }
}
