package org.schoolgate.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.engine.Host;

class TargetTest {
    static Target of(String method, String uri) {
        return Target.of(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), uri));
    }

    @ParameterizedTest
    @CsvSource({
        "http://a.example, a.example, 80, /",
        "http://a.example/, a.example, 80, /",
        "hTTp://A.Example:8080/x, a.example, 8080, /x",
        "http://a.example?q=1, a.example, 80, /?q=1",
        "http://a.example#x, a.example, 80, /",
        "http://a.example/p#x, a.example, 80, /p",
        "http://good.example@bad.example/, bad.example, 80, /",
        "http://good.example:80@bad.example:81/, bad.example, 81, /",
        "http://a.example./, a.example, 80, /",
        "http://a.example:0080/, a.example, 80, /",
        "http://a.example:/, a.example, 80, /",
        "http://a.example/@b.example/, a.example, 80, /@b.example/",
        "http://a.example/http://b.example/, a.example, 80, /http://b.example/",
        "http://a.example/%2e%2e/%00, a.example, 80, /%2e%2e/%00"
    })
    void anAddressIsReadAsBrowsersMeanIt(String uri, String host, int port, String path) {
        assertThat(of("GET", uri)).isEqualTo(new Target.Page(Host.of(host), port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/",
                "ftp://a.example/",
                "a.example",
                "//a.example/",
                "http:/a.example",
                "*",
                "http://a.example:0/",
                "http://a.example:65536/",
                "http://a.example:99999999999/",
                "http://a.example:-1/",
                "http://a.example:8o/",
                "http://a\\b.example/",
                "javascript:alert(1)",
                "http:a.example"
            })
    void whatIsNoPageIsUnreadableOrTheGatewaysOwn(String uri) {
        Target target = of("GET", uri);

        assertThat(target).isInstanceOfAny(Target.Unreadable.class, Target.Own.class);
        assertThat(target instanceof Target.Own).isEqualTo(uri.startsWith("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://", "http:///x", "http://:80/", "http://[::1/", "http://../", "http://a..example/"})
    void aHostThatIsNoneIsMalformed(String uri) {
        assertThat(of("GET", uri))
                .isInstanceOfSatisfying(
                        Target.Page.class, page -> assertThat(page.host()).isInstanceOf(Host.Malformed.class));
    }

    @Test
    void aTunnelNeedsAPort() {
        assertThat(of("CONNECT", "a.example:443")).isEqualTo(new Target.Tunnel(Host.of("a.example"), 443));
        assertThat(of("CONNECT", "[2001:db8::1]:443")).isEqualTo(new Target.Tunnel(Host.of("2001:db8::1"), 443));
        for (String none : new String[] {"a.example", "a.example:", "a.example:x", ":443x", "a.example:443:"}) {
            assertThat(of("CONNECT", none)).as(none).isInstanceOf(Target.Unreadable.class);
        }
    }

    @Test
    void theOriginSeesAsHostWhatWasDecided() {
        assertThat(((Target.Page) of("GET", "http://A.example.:8080/")).authority())
                .isEqualTo("a.example:8080");
        assertThat(((Target.Page) of("GET", "http://a.example:80/")).authority())
                .isEqualTo("a.example");
        assertThat(((Target.Page) of("GET", "http://[2001:DB8::1]/")).authority())
                .isEqualTo("[2001:db8::1]");
    }

    @Test
    void optionsMayAskForNoPathAtAll() {
        assertThat(of("OPTIONS", "http://a.example")).isEqualTo(new Target.Page(Host.of("a.example"), 80, "*"));
    }
}
