package org.schoolgate.activity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchWordsTest {
    @ParameterizedTest
    @CsvSource({
        "/search?q=river+nile, river nile",
        "/s?x=1&query=caf%C3%A9&q=later, café",
        "/?q=%E0%A4%A, %E0%A4%A",
        "/results?search_query=owls, owls"
    })
    void areReadFromTheAddress(String path, String words) {
        assertThat(SearchWords.in(path)).contains(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/q=1", "/?q=", "/?q=%20", "/?aq=owls", "?"})
    void areNotFoundWhereThereAreNone(String path) {
        assertThat(SearchWords.in(path)).isEmpty();
    }
}
