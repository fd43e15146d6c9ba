package org.schoolgate.agreements.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.testing.Keeps;
import org.schoolgate.ui.Picto;

class WordingTest {
    private final Wording wording =
            wording("My rules", line("ask", "I ask.", null), line("tell", "I tell.", Picto.WORRIED));

    @Test
    @Keeps("AGR-26")
    void theFingerprintIsOfEverythingThatASignerIsShown() {
        var changed = List.of(
                wording("My rule", line("ask", "I ask.", null), line("tell", "I tell.", Picto.WORRIED)),
                wording("My rules", line("ask", "I ask,", null), line("tell", "I tell.", Picto.WORRIED)),
                wording("My rules", line("ask", "I ask.", Picto.WORRIED), line("tell", "I tell.", null)),
                wording("My rules", line("tell", "I tell.", Picto.WORRIED), line("ask", "I ask.", null)),
                wording("My rules", line("ask", "I ask.", null)),
                wording("My rules", line("asked", "I ask.", null), line("tell", "I tell.", Picto.WORRIED)),
                wording.saying("cy-GB", wording.title(), wording.introduction(), section -> section),
                wording.saying("en-GB", wording.title(), "Read this.", section -> section),
                wording.saying(
                        "en-GB",
                        wording.title(),
                        wording.introduction(),
                        section ->
                                new Section(Part.PARENT_FOR_CHILD, section.kind(), section.heading(), section.lines())),
                wording.saying(
                        "en-GB",
                        wording.title(),
                        wording.introduction(),
                        section -> new Section(section.part(), Kind.STATEMENT, section.heading(), section.lines())),
                wording.saying(
                        "en-GB",
                        wording.title(),
                        wording.introduction(),
                        section -> new Section(section.part(), section.kind(), "Online", section.lines())),
                new Wording(Audience.KS2, "en-GB", "My rules", "", wording.sections()));

        assertThat(Stream.concat(Stream.of(wording), changed.stream()).map(Wording::fingerprint))
                .hasSize(13)
                .doesNotHaveDuplicates();
        assertThat(wording.fingerprint())
                .isEqualTo(wording("My rules", line("ask", "I ask.", null), line("tell", "I tell.", Picto.WORRIED))
                        .fingerprint());
    }

    @Test
    void fieldsThatAreJoinedElsewhereDoNotRunTogether() {
        assertThat(new Fingerprint.Maker(1).add("ab").add("c").done())
                .isNotEqualTo(new Fingerprint.Maker(1).add("a").add("bc").done());
        assertThat(new Fingerprint.Maker(1).add("a").add("").done())
                .isNotEqualTo(new Fingerprint.Maker(1).add("").add("a").done());
        assertThat(new Fingerprint.Maker(1).add("a").done())
                .isNotEqualTo(new Fingerprint.Maker(2).add("a").done());
    }

    @Test
    void theFingerprintOfAFixedTextNeverChanges() {
        assertThat(wording.fingerprint().hex())
                .isEqualTo("296d2fa493efaa2e2356912b51ad44d8c14ccee24dea4504497c06cc38da38ce");
    }

    @Test
    void peopleTypeTheBriefFormAsTheyReadIt() {
        var fingerprint = new Fingerprint.Maker(1).add("a").done();

        assertThat(fingerprint.brief()).matches("([0-9a-f]{4} ){4}[0-9a-f]{4}");
        assertThat(fingerprint.isMeantBy(fingerprint.brief())).isTrue();
        assertThat(fingerprint.isMeantBy(
                        " " + fingerprint.brief().toUpperCase(Locale.ROOT).replace(' ', '-')))
                .isTrue();
        assertThat(fingerprint.isMeantBy(fingerprint.hex())).isTrue();
        assertThat(fingerprint.isMeantBy(fingerprint.brief().substring(0, 14))).isFalse();
        assertThat(fingerprint.isMeantBy("0".repeat(64))).isFalse();
        assertThat(fingerprint.isMeantBy("")).isFalse();
    }

    @Test
    void otherWordsForTheSameRulesAreTheSameAgreement() {
        var reworded = wording("Our rules", line("ask", "I ask first.", null), line("tell", "I tell.", Picto.WORRIED));
        var shorter = wording("Our rules", line("ask", "I ask first.", null));

        assertThat(reworded.keepsTheRulesOf(wording)).isTrue();
        assertThat(shorter.keepsTheRulesOf(wording)).isFalse();
        assertThat(wording.keepsTheRulesOf(shorter)).isFalse();
    }

    @Test
    void aRuleThatIsAskedOfAnotherSignerIsAnotherRule() {
        var asked = wording.saying(
                "en-GB",
                "My rules",
                "",
                section -> new Section(Part.PARENT_FOR_CHILD, section.kind(), section.heading(), section.lines()));

        assertThat(asked.keepsTheRulesOf(wording)).isFalse();
    }

    @Test
    void nobodySignsNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> line("ask", "  ", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Section(Part.PUPIL, Kind.RULE, "Going online", List.of()));
    }

    @Test
    void aTextIsComposedInTheOrderOfTheLibraryWhateverTheOrderOfTicking() {
        var library = Library.ours();
        var ticked = new ArrayList<>(library.usual(Audience.STAFF));
        var other = new ArrayList<>(ticked.reversed());

        assertThat(library.compose(Audience.STAFF, new HashSet<>(other)).fingerprint())
                .isEqualTo(
                        library.compose(Audience.STAFF, new HashSet<>(ticked)).fingerprint());
    }

    private static Line line(String rule, String words, @Nullable Picto picture) {
        return new Line(rule, words, picture);
    }

    private static Wording wording(String title, Line... lines) {
        return new Wording(
                Audience.KS1,
                "en-GB",
                title,
                "",
                List.of(new Section(Part.PUPIL, Kind.RULE, "Going online", List.of(lines))));
    }
}
