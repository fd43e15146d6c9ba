package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.SiteRule.Effect;
import org.schoolgate.engine.SiteRule.Source;

class EngineTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Profile PUPILS = new Profile("ks2", Set.of("gambling"), Set.of("games"), false, true);

    @TempDir
    Path folder;

    @Test
    void anUnblockOpensABlockedCategoryUntilItEnds() throws Exception {
        Path file = folder.resolve("lists.image");
        ListImage.write(Map.of("gambling", List.of("casino.example")), file);
        try (ListImage image = ListImage.open(file)) {
            SiteRule unblock = new SiteRule(
                    "7",
                    "casino.example",
                    Effect.ALLOW,
                    Source.UNBLOCK,
                    Set.of("6B"),
                    null,
                    NOW.plusSeconds(60),
                    "maths");
            Engine engine = new Engine(image, List.of(unblock), Set.of());
            Host host = Host.of("WWW.Casino.Example.");
            assertThat(engine.decide(host, PUPILS, Set.of("6B"), NOW).answer()).isEqualTo(Answer.ALLOW);
            assertThat(engine.decide(host, PUPILS, Set.of("6A"), NOW).rule()).isEqualTo("category gambling");
            assertThat(engine.decide(host, PUPILS, Set.of("6B"), NOW.plusSeconds(60))
                            .answer())
                    .isEqualTo(Answer.BLOCK);
        }
    }

    @Test
    void aNameWithAnALabelOfNothingIsRefusedWhateverTheRulesSay() throws Exception {
        Path file = folder.resolve("lists.image");
        ListImage.write(Map.of("gambling", List.of("xn--casino99999.example")), file);
        try (ListImage image = ListImage.open(file)) {
            SiteRule allow =
                    new SiteRule("1", "xn--a.example", Effect.ALLOW, Source.SCHOOL, Set.of(), null, null, "a slip");
            Engine engine = new Engine(image, List.of(allow), Set.of());
            assertThat(List.of("xn--a.example", "xn--b.example", "www.xn--.example"))
                    .allMatch(raw -> engine.decide(Host.of(raw), PUPILS, Set.of(), NOW)
                            .answer()
                            .equals(Answer.MALFORMED));
            assertThat(engine.decide(Host.of("www.xn--casino99999.example"), PUPILS, Set.of(), NOW)
                            .rule())
                    .isEqualTo("category gambling");
        }
    }
}
