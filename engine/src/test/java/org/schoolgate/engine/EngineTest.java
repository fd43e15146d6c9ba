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
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

class EngineTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Profile PUPILS = new Profile("ks2", Set.of("gambling"), Set.of("games"), false, true);

    @TempDir
    Path folder;

    @Test
    @Keeps("FIL-5")
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

    /** Lines A11 to A16, A19, A20, G1 and G7 of the bypass and over-block lists, as far as a name can hold them. */
    @Test
    void aListingReachesWhatIsBelowItAndNothingBeside() throws Exception {
        Path file = folder.resolve("lists.image");
        ListImage.write(
                Map.of(
                        "gambling",
                        List.of("casino.example", "sex.example", "x.tenants.example", "192.0.2.7", "gin.example")),
                file);
        SiteRule shut = school("1", "shut.example", Effect.BLOCK);
        SiteRule openBelow = school("2", "maps.shut.example", Effect.ALLOW);
        SiteRule open = school("3", "open.example", Effect.ALLOW);
        SiteRule shutBelow = school("4", "bad.open.example", Effect.BLOCK);
        try (ListImage image = ListImage.open(file)) {
            Engine engine = new Engine(image, List.of(shut, openBelow, open, shutBelow), Set.of());
            List<String> refused = List.of(
                    "casino.example",
                    "www.casino.example",
                    "a.b.c.d.casino.example",
                    "shut.example",
                    "b.shut.example",
                    "bad.open.example",
                    "www.bad.open.example",
                    "x.tenants.example",
                    "192.0.2.7",
                    "192.0.2.8");
            List<String> allowed = List.of(
                    "example",
                    "notcasino.example",
                    "casino.example.evil.example",
                    "casino-example",
                    "casino.example.org",
                    "maps.shut.example",
                    "a.maps.shut.example",
                    "xmaps.open.example",
                    "open.example",
                    "y.tenants.example",
                    "tenants.example",
                    "192.0.2.7.nip.example",
                    "essex.example",
                    "sussex.example",
                    "msexcel.example",
                    "scunthorpe.example",
                    "cottongin.example",
                    "middlesex.ac.example");
            assertThat(refused).allMatch(host -> answer(engine, host) == Answer.BLOCK);
            assertThat(allowed).allMatch(host -> answer(engine, host) == Answer.ALLOW);
            assertThat(refused.size() + allowed.size()).isEqualTo(28);
        }
    }

    @Test
    @Line("I5")
    void nothingOpensWhatIsIllegal() throws Exception {
        Path file = folder.resolve("lists.image");
        ListImage.write(Map.of("illegal", List.of("evil.example"), "news", List.of("good.evil.example")), file);
        try (ListImage image = ListImage.open(file)) {
            List<SiteRule> rules = List.of(
                    school("1", "evil.example", Effect.ALLOW),
                    school("2", "deep.good.evil.example", Effect.ALLOW),
                    new SiteRule("3", "good.evil.example", Effect.ALLOW, Source.UNBLOCK, Set.of(), null, null, ""),
                    new SiteRule("4", "canary.example", Effect.ALLOW, Source.ESSENTIAL, Set.of(), null, null, ""));
            Engine engine = new Engine(image, List.of(), Set.of("illegal"), List.of("canary.example")).withRules(rules);
            assertThat(List.of(
                            "evil.example",
                            "good.evil.example",
                            "a.deep.good.evil.example",
                            "canary.example",
                            "a.canary.example"))
                    .allMatch(host -> engine.decide(Host.of(host), PUPILS, Set.of(), NOW)
                            .rule()
                            .equals("illegal"));
        }
    }

    @Test
    void theNextChangeIsTheFirstBeginningOrEnd() {
        SiteRule lesson = new SiteRule(
                "1", "a.example", Effect.BLOCK, Source.SCHOOL, Set.of(), NOW.plusSeconds(5), NOW.plusSeconds(9), "");
        Engine engine = new Engine(ListImage.empty(), List.of(lesson), Set.of());
        assertThat(engine.nextChange(NOW)).isEqualTo(NOW.plusSeconds(5));
        assertThat(engine.nextChange(NOW.plusSeconds(5))).isEqualTo(NOW.plusSeconds(9));
        assertThat(engine.nextChange(NOW.plusSeconds(9))).isNull();
    }

    private static SiteRule school(String id, String host, Effect effect) {
        return new SiteRule(id, host, effect, Source.SCHOOL, Set.of(), null, null, "");
    }

    private static Answer answer(Engine engine, String host) {
        return engine.decide(Host.of(host), PUPILS, Set.of(), NOW).answer();
    }
}
