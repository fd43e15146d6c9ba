package org.schoolgate.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.gateway.feed.SafeModes.YouTube;
import org.schoolgate.testing.Keeps;

class RestrictedTest {
    private static final SafeModes STRICT = new SafeModes(true, YouTube.STRICT);

    @ParameterizedTest
    @CsvSource({
        "www.google.com, forcesafesearch.google.com",
        "www.google.co.uk, forcesafesearch.google.com",
        "www.google.com.vn, forcesafesearch.google.com",
        "www.google.ws, forcesafesearch.google.com",
        "www.bing.com, strict.bing.com",
        "edgeservices.bing.com, strict.bing.com",
        "duckduckgo.com, safe.duckduckgo.com",
        "start.duckduckgo.com, safe.duckduckgo.com",
        "www.ecosia.org, strict-safe-search.ecosia.org",
        "pixabay.com, safesearch.pixabay.com",
        "search.brave.com, forcesafe.search.brave.com",
        "ya.ru, familysearch.yandex.ru",
        "www.yandex.com.tr, familysearch.yandex.ru",
        "xn--d1acpjx3f.xn--p1ai, familysearch.yandex.ru"
    })
    @Keeps("FIL-1")
    void aSearchEngineIsReachedWhereItShowsSafeResultsOnly(String asked, String instead) {
        assertThat(Restricted.instead(STRICT, asked)).isEqualTo(instead);
        assertThat(Restricted.instead(new SafeModes(true, YouTube.OPEN), asked)).isEqualTo(instead);
        assertThat(Restricted.instead(new SafeModes(false, YouTube.STRICT), asked))
                .isNull();
        assertThat(Host.of(asked)).as("as hosts are spelt").hasToString(asked);
        assertThat(Restricted.instead(STRICT, instead))
                .as("a restricted host leads nowhere else")
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www.youtube.com",
                "m.youtube.com",
                "youtubei.googleapis.com",
                "youtube.googleapis.com",
                "www.youtube-nocookie.com"
            })
    void youTubeIsReachedWhereItShowsWhatTheProfileLetsItShow(String asked) {
        assertThat(Restricted.instead(STRICT, asked)).isEqualTo("restrict.youtube.com");
        assertThat(Restricted.instead(new SafeModes(false, YouTube.MODERATE), asked))
                .isEqualTo("restrictmoderate.youtube.com");
        assertThat(Restricted.instead(new SafeModes(true, YouTube.OPEN), asked)).isNull();
    }

    @Test
    void otherHostsAreReachedThemselves() {
        for (String other : new String[] {
            "google.com",
            "mail.google.com",
            "www.google.com.evil.example",
            "wwwxgoogle.com",
            "youtube.com",
            "",
            "a.example"
        }) {
            assertThat(Restricted.instead(STRICT, other)).as(other).isNull();
        }
    }
}
