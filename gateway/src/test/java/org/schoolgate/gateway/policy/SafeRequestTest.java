package org.schoolgate.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.testing.Line;

class SafeRequestTest {
    static final SafeModes SAFE = new SafeModes(true, SafeModes.YouTube.STRICT);

    @ParameterizedTest
    @Line("C18")
    @CsvSource({
        "www.google.co.uk, /search?q=x&safe=off&hl=en, /search?q=x&hl=en&safe=active",
        "www.google.com, /images?tbm=isch&q=a+b, /images?tbm=isch&q=a+b&safe=active",
        "www.google.com, /search?safe&q=x&safe=images, /search?q=x&safe=active",
        "www.google.com, /complete/search?q=x&client=y, /complete/search?q=x&client=y&safe=active",
        "www.google.com, /gen_204?s=web, /gen_204?s=web",
        "www.google.com, /, /",
        "www.bing.com, /search?adlt=off&q=x, /search?q=x&adlt=strict",
        "bing.com, /search?q=x, /search?q=x&adlt=strict",
        "duckduckgo.com, /?q=x&kp=-2, /?q=x&kp=1",
        "uk.search.yahoo.com, /search?p=x, /search?p=x&vm=r",
        "uk.search.yahoo.com, /search?%70=x&v%6d=p, /search?%70=x&vm=r",
        "www.google.com, /search?%71=x&s%61fe=off&%zz=1, /search?%71=x&%zz=1&safe=active",
        "maps.example, /search?q=x&safe=off, /search?q=x&safe=off"
    })
    void aSearchIsSafeWhateverItsReaderChose(String host, String asked, String sent) {
        assertThat(SafeRequest.path(SAFE, host, asked)).isEqualTo(sent);
        assertThat(SafeRequest.path(SafeModes.OPEN, host, asked)).isEqualTo(asked);
    }

    @Test
    void youTubeIsToldAndNobodyElse() {
        SafeModes moderate = new SafeModes(true, SafeModes.YouTube.MODERATE);

        assertThat(SafeRequest.youTube(SAFE, "www.youtube.com")).isEqualTo("Strict");
        assertThat(SafeRequest.youTube(moderate, "youtube.com")).isEqualTo("Moderate");
        assertThat(SafeRequest.youTube(moderate, "youtubei.googleapis.com")).isEqualTo("Moderate");
        assertThat(SafeRequest.youTube(SafeModes.OPEN, "www.youtube.com")).isNull();
        assertThat(SafeRequest.youTube(SAFE, "www.google.com")).isNull();
    }
}
