package org.schoolgate.gateway.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.schoolgate.engine.Answer;
import org.schoolgate.engine.Engine;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Profile;
import org.schoolgate.engine.SiteRule;
import org.schoolgate.engine.Url;

/** Any path: a rule for a part of a site closes what is in it, however that is spelt. */
class PartFuzzTest {
    private static final String SITE = "sites.example";
    private static final String CLOSED = "/closed";
    private static final Profile OPEN = new Profile("open", Set.of(), Set.of(), false, false);

    @FuzzTest(maxDuration = "10m")
    void whatIsInAClosedPartIsClosed(byte[] bytes) {
        String some = new String(bytes, ISO_8859_1);

        Url pasted = Url.of("http://" + SITE + "/" + some);
        if (!pasted.part().isEmpty()) {
            assertThat(answer(pasted.part(), pasted.path())).isEqualTo(Answer.BLOCK);
            assertThat(answer(pasted.part(), pasted.part()))
                    .as("its one spelling")
                    .isEqualTo(Answer.BLOCK);
        }
        if (!mayLeadUp(some)) {
            assertThat(answer(CLOSED, CLOSED + "/" + some)).isEqualTo(Answer.BLOCK);
        }
    }

    private static Answer answer(String part, String path) {
        SiteRule rule = new SiteRule(
                "1", SITE + part, SiteRule.Effect.BLOCK, SiteRule.Source.SCHOOL, Set.of(), null, null, "closed");
        try (ListImage image = ListImage.empty()) {
            return new Engine(image, List.of(rule), Set.of())
                    .decide(Host.of(SITE), path, OPEN, Set.of(), Instant.EPOCH)
                    .answer();
        }
    }

    /** A dot, or what could be read as one. */
    private static boolean mayLeadUp(String path) {
        return path.indexOf('.') >= 0 || path.indexOf('%') >= 0;
    }
}
