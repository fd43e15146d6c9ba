package org.schoolgate.gateway.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Inner;

/** Any path: a site that stands in it is found whatever else does, or the whole address is refused. */
class InnerFuzzTest {
    private static final Host OUTER = Host.of("translate.google.com");
    private static final Host CLOSED = Host.of("casino.example");
    private static final int MOST = 40;

    @FuzzTest(maxDuration = "10m")
    void nothingThatStandsAroundASiteHidesIt(byte[] bytes) {
        String some = new String(bytes, ISO_8859_1);
        for (String path : List.of("/" + some + "&u=https://casino.example/", "/?u=https://casino.example/" + some)) {
            List<Inner> found = Inner.in(OUTER, path);

            assertThat(found).hasSizeLessThanOrEqualTo(MOST);
            assertThat(found).anyMatch(one -> one.host().equals(CLOSED) || one.host() instanceof Host.Malformed);
        }
    }
}
