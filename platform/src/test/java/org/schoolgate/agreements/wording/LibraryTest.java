package org.schoolgate.agreements.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.testing.Keeps;

class LibraryTest {
    private static final Map<String, Set<Voice>> WHO_MUST_SAY_IT = Map.of(
            "6.1", Set.of(Voice.EYFS, Voice.KS1, Voice.PARENT_FOR_CHILD),
            "6.2", Set.of(Voice.KS2, Voice.PARENT_FOR_CHILD),
            "6.3", Set.of(Voice.KS1, Voice.KS2, Voice.PARENT_FOR_CHILD),
            "6.4", Set.of(Voice.STAFF, Voice.DEVICE),
            "6.5", Set.of(Voice.PARENT, Voice.PARENT_FOR_CHILD),
            "6.6", Set.of(Voice.OTHER_ADULT),
            "6.7", Set.of(Voice.OTHER_ADULT));

    private final Library library = Library.ours();

    @Test
    @Keeps("AGR-27")
    void everyRowOfTheRuleCatalogueHasAPlaceInTheWordsOfWhoeverItIsFor() {
        var rows = catalogue();

        assertThat(rows).hasSize(414);
        assertThat(rows)
                .filteredOn(row -> library.rules().stream()
                        .noneMatch(rule -> rule.covers().contains(row.id())
                                && rule.words().keySet().stream()
                                        .anyMatch(WHO_MUST_SAY_IT.getOrDefault(row.section(), Set.of())::contains)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Audience.class,
            names = {"KS2", "STAFF", "OTHER_ADULT"})
    @Keeps("INC-33")
    void whoeverSignsReadsThatToEncourageABreachIsOne(Audience audience) {
        var text = library.compose(audience, library.usual(audience));

        assertThat(text.sections(audience.parts().getFirst()).stream()
                        .flatMap(section -> section.lines().stream())
                        .filter(line ->
                                Set.of("never-egg-on", "encourage-nobody").contains(line.rule()))
                        .map(Line::words))
                .singleElement()
                .asString()
                .contains("I have broken it");
    }

    @Test
    void noRuleCoversARowThatIsNotInTheCatalogue() {
        var known = catalogue().stream().map(Row::id).collect(Collectors.toSet());

        assertThat(library.rules().stream().flatMap(rule -> rule.covers().stream()))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    @Test
    @Keeps("AGR-19")
    void olderPupilsKeepEveryRuleOfYoungerOnes() {
        assertThat(library.rulesFor(Audience.KS1))
                .isNotEmpty()
                .allMatch(rule -> rule.in(Voice.PARENT_FOR_CHILD).isPresent()
                        || rule.in(Voice.KS2).isPresent());
        assertThat(library.rulesFor(Audience.EYFS))
                .isNotEmpty()
                .allMatch(rule -> rule.in(Voice.PARENT_FOR_CHILD).isPresent()
                        || rule.in(Voice.KS1).isPresent());
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    @Keeps({"AGR-15", "AGR-16", "AGR-17"})
    void everyTextTellsWhatIsSeenWhatFollowsAndWhatIsNotPromisedAndHasSomethingToSign(Audience audience) {
        var text = library.compose(audience, library.usual(audience));

        for (var part : audience.parts()) {
            assertThat(text.lines(part, Kind.MONITORING)).isNotEmpty();
            assertThat(text.lines(part, Kind.CONSEQUENCES)).isNotEmpty();
            assertThat(text.lines(part, Kind.STATEMENT)).isNotEmpty();
        }
        assertThat(text.lines(audience.parts().getLast(), Kind.LIABILITY)).isNotEmpty();
        assertThat(text.title()).isNotBlank();
        assertThat(text.introduction()).isNotBlank();
    }

    @Test
    @Keeps({"AGR-6", "AGR-24"})
    void parentsSignUnderTheSameTextAsTheChild() {
        var text = library.compose(Audience.KS2, library.usual(Audience.KS2));

        assertThat(text.lines(Part.PUPIL, Kind.STATEMENT))
                .extracting(Line::words)
                .containsExactly("I understand these rules, and I will try to keep them.");
        assertThat(text.lines(Part.PARENT_FOR_CHILD, Kind.STATEMENT))
                .extracting(Line::rule)
                .containsExactly("parent-talked", "parent-allows", "parent-own-devices");
    }

    @ParameterizedTest
    @EnumSource(
            value = Audience.class,
            names = {"EYFS", "KS1"})
    void everyLineForTheYoungestHasAPicture(Audience audience) {
        var pictureless = Set.of("video-calls");

        assertThat(library.compose(audience, library.usual(audience)).sections(Part.PUPIL).stream()
                        .flatMap(section -> section.lines().stream())
                        .filter(line -> line.picture() == null)
                        .map(Line::rule))
                .allMatch(pictureless::contains);
    }

    @Test
    void aSchoolTakesOneAnswerToAChoice() {
        var both = new HashSet<>(library.usual(Audience.KS2));
        both.add("phone-handed-in");

        assertThat(library.usual(Audience.KS2)).contains("no-phone").doesNotContain("phone-handed-in");
        assertThat(library.contradictions(both)).containsExactly("pupils' phones");
        assertThatIllegalArgumentException().isThrownBy(() -> library.compose(Audience.KS2, both));
    }

    @ParameterizedTest
    @EnumSource(Audience.class)
    void noTextContradictsItselfToBeginWith(Audience audience) {
        assertThat(library.contradictions(library.usual(audience))).isEmpty();
    }

    @Test
    void aFaultInALibraryFileIsNamedWithItsPlace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("## Going online\n\n### ask\n- KS3: I ask.\n"))
                .withMessageContaining("an unknown field: KS3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("## Going online\n\n### ask\n- KS1: I ask.\n- KS1: I do.\n"))
                .withMessageContaining("before line 6: a field twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("## Going online\n\n### ask\nI ask.\n"))
                .withMessageContaining("neither a heading nor a field");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("## Going online\n\n### ask\n- Picture: hand up\n"))
                .withMessageContaining("rule ask has no words");
    }

    private static List<LibraryRule> parse(String text) throws IOException {
        return LibraryFile.parse("test.md", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private record Row(String section, String id) {}

    private static List<Row> catalogue() {
        try (var in = LibraryTest.class.getResourceAsStream("/agreements/rule-catalogue.tsv")) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .map(cells -> new Row(cells[0], cells[1]))
                    .toList();
        } catch (IOException unreadable) {
            throw new AssertionError(Arrays.toString(unreadable.getStackTrace()), unreadable);
        }
    }
}
