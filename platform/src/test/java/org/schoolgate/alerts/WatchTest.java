package org.schoolgate.alerts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.filtering.SiteCategory;
import org.schoolgate.testing.Keeps;

/** What of all that gateways see is watched for, and what never is. */
class WatchTest {
    private static Optional<Sort> sort(String answer, String category, String rule, String path) {
        return Optional.ofNullable(
                Watch.sort(answer, category.isEmpty() ? List.of() : List.of(category), rule, path, Searches.ours()));
    }

    @ParameterizedTest
    @CsvSource({
        "block, suicide, category suicide, SELF_HARM",
        "block, terrorism, category terrorism, EXTREMISM",
        "ask, drugs, category drugs, DRUGS",
        "shut, porn, access WITHHELD, PORNOGRAPHY",
        "block, agressif, rule 12: x.example, HATE",
        "allow, self-harm, default, SELF_HARM",
        "failed, extremism, default, EXTREMISM",
        "block, '', malware Eicar-Test-Signature, MALWARE",
        "block, suicide, malware Eicar-Test-Signature, SELF_HARM"
    })
    void sitesAreSortedByTheirLists(String answer, String category, String rule, Sort wanted) {
        assertThat(sort(answer, category, rule, "/")).contains(wanted);
    }

    @ParameterizedTest
    @CsvSource({"illegal", "'illegal, closed while open'"})
    void theIllegalListComesFirst(String rule) {
        assertThat(sort("block", "suicide", rule, "/")).contains(Sort.ILLEGAL);
    }

    @Test
    void ofSeveralListsTheGravestCounts() {
        assertThat(Watch.sort("block", List.of("drugs", "games", "suicide"), "category drugs", "/", Searches.ours()))
                .isEqualTo(Sort.SELF_HARM);
    }

    @ParameterizedTest
    @CsvSource({
        "allow, violence, default, /",
        "allow, drugs, rule 7: pills.example, /",
        "allow, self-harm, rule 7: lesson.example, /",
        "allow, self-harm, essential: samaritans.org, /",
        "allow, '', essential: childline.org.uk, /search?q=kill+myself",
        "block, games, category games, /",
        "block, advert, category advert, /?q=otters",
        "allow, '', default, /search?q=suicide+squad"
    })
    void noneOfTheseIsASignal(String answer, String category, String rule, String path) {
        assertThat(sort(answer, category, rule, path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how to kill myself",
                "I don't want to live anymore",
                "i don’t want to live",
                "KILL  MYSELF!!",
                "painless-death",
                "how many paracetamol to die"
            })
    @Keeps("MON-6")
    void whoeverSearchesForAWayToDieIsASignalThoughSearchingIsOpen(String words) {
        var path = "/search?hl=en&q=" + URLEncoder.encode(words, UTF_8);
        assertThat(sort("allow", "", "default", path)).contains(Sort.SELF_HARM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "suicide squad cast",
                "dumb ways to die",
                "my skill myself",
                "romeo and juliet suicide",
                "who invented the atomic bomb",
                "self portrait",
                "how to cut my selfie stick"
            })
    void lessonsSongsAndGamesAreNone(String words) {
        var path = "/search?q=" + URLEncoder.encode(words, UTF_8);
        assertThat(sort("allow", "", "default", path)).isEmpty();
    }

    @Test
    void thePhrasesAreAllRead() {
        assertThat(Searches.ours().size()).isEqualTo(39);
    }

    @ParameterizedTest
    @EnumSource(Sort.class)
    void everyListOfASortBelongsToACategoryOfTheFilterAndToNoOtherSort(Sort sort) {
        assertThat(sort.lists().isEmpty()).isEqualTo(sort == Sort.MALWARE);
        assertThat(sort.lists()).allSatisfy(list -> {
            assertThat(SiteCategory.ofList(list)).as(list).isPresent();
            assertThat(Sort.ofList(list)).isEqualTo(sort);
        });
    }

    @Test
    void whatTheProgramSaysIsWithinWhatASchoolMaySay() {
        assertThat(Arrays.stream(Sort.values())).allSatisfy(sort -> {
            assertThat(sort.grades()).contains(sort.byDefault(), Grade.DANGER);
            assertThat(sort.least().isGraverThan(sort.byDefault())).isFalse();
        });
        assertThat(Arrays.stream(Sort.values())
                        .filter(sort -> sort.byDefault() == Grade.DANGER)
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(Sort.ILLEGAL, Sort.SELF_HARM, Sort.EXTREMISM));
    }
}
