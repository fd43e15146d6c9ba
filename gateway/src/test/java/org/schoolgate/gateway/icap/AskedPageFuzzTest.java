package org.schoolgate.gateway.icap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.schoolgate.engine.Host;

/** Any head: where a page is found, it is where a browser would find it, or nowhere. */
class AskedPageFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void aPageIsWhereABrowserWouldFindIt(byte[] bytes) {
        String head = "GET http://" + new String(bytes, ISO_8859_1) + " HTTP/1.1\r\nHost: a.example\r\n\r\n";
        AskedPage page = AskedPage.of(head);
        if (page == null || page.host() instanceof Host.Malformed) {
            return;
        }
        // A line break in the bytes ends the line that is read.
        String line = head.split("[\r\n]", 2)[0];
        String target = line.substring("GET ".length(), line.lastIndexOf(' '));
        assertThat(page.host()).as(target).isEqualTo(Host.ofUrl(new String(target.getBytes(ISO_8859_1), UTF_8)));
        assertThat(page.port()).isBetween(1, 65_535);
        assertThat(page.path()).startsWith("/");
    }
}
