package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.SiteRule.Effect;
import org.schoolgate.engine.SiteRule.Source;

class VerdictStreamTest {
    private static final int LINES = 60_000;
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Profile PUPILS =
            new Profile("ks2", Set.of("c0", "c1", "c2", "c3"), Set.of("c4", "c5"), false, true);

    @TempDir
    Path folder;

    private final Random random = new Random(77);

    @Test
    void everyLineIsAnsweredAsTheSlowProgramAnswersIt() throws Exception {
        check(List.of());
    }

    @Test
    void everyLineIsAnsweredAsTheSlowProgramAnswersItUnderAThousandRules() throws Exception {
        List<SiteRule> rules = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Effect effect = List.of(Effect.values()).get(i % 3);
            rules.add(new SiteRule("r" + i, name(), effect, Source.SCHOOL, Set.of(), null, null, "because"));
        }
        check(rules);
    }

    private void check(List<SiteRule> rules) throws IOException {
        Map<String, Set<String>> lists = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            lists.computeIfAbsent("c" + random.nextInt(12), _ -> new HashSet<>())
                    .add(name());
        }
        SlowEngine slow = new SlowEngine(lists, rules, Set.of(), Set.of());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(line());
        }
        ListImage.write(lists, folder.resolve("lists.image"));
        try (ListImage image = ListImage.open(folder.resolve("lists.image"))) {
            List<String> answers = answers(new Engine(image, rules, Set.of()), String.join("\n", lines) + "\n");
            Map<String, Integer> seen = new HashMap<>();
            Map<String, String> expected = new HashMap<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = expected.computeIfAbsent(lines.get(i), each -> {
                    SlowEngine.Result result = slow.decide(Host.ofUrl(each), PUPILS, Set.of(), NOW);
                    return new Verdict(result.answer(), result.categories(), result.rule(), result.until(), List.of())
                            .line()
                            .strip();
                });
                assertThat(answers.get(i)).as(lines.get(i)).isEqualTo(line);
                seen.merge(line.substring(0, line.indexOf('\t')), 1, Integer::sum);
            }
            assertThat(answers).hasSize(LINES);
            assertThat(seen).containsOnlyKeys("allow", "block", "ask", "malformed");
        }
    }

    @Test
    void linesAreAnsweredHoweverTheInputIsCutAndEnded() throws Exception {
        ListImage.write(Map.of("c0", List.of("casino.example")), folder.resolve("lists.image"));
        try (ListImage image = ListImage.open(folder.resolve("lists.image"))) {
            Engine engine = new Engine(image, List.of(), Set.of());
            String block = "block\tc0\tcategory c0";
            String allow = "allow\t\tdefault";
            String malformed = "malformed\t\tmalformed";
            assertThat(answers(engine, "")).isEmpty();
            assertThat(answers(engine, "casino.example")).containsExactly(block);
            assertThat(answers(engine, "casino.example\r\n\nhttp://a.example/\r"))
                    .containsExactly(block, malformed, allow);
            String tooLong = "http://casino.example/" + "x".repeat(9_000_000);
            assertThat(answers(engine, "a.example\n" + tooLong + "\ncasino.example\n"))
                    .containsExactly(allow, malformed, block);
            assertThat(answers(engine, tooLong)).containsExactly(malformed);
            assertThat(answers(
                            engine, "casino.example/" + "x".repeat(60_000) + "\ncasino.example/" + "x".repeat(70_000)))
                    .containsExactly(block, malformed);
        }
    }

    /** Answers input that arrives in pieces of random size, and the same that arrives at once. */
    private List<String> answers(Engine engine, String input) throws IOException {
        InputStream whole = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        InputStream cut = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] into, int at, int length) {
                return super.read(into, at, Math.min(length, 1 + random.nextInt(1 << 16)));
            }
        };
        List<String> answers = answers(engine, cut);
        assertThat(answers(engine, whole)).isEqualTo(answers);
        return answers;
    }

    private List<String> answers(Engine engine, InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VerdictStream stream = new VerdictStream(engine, PUPILS, Set.of(), CLOCK, out);
        stream.run(in);
        List<String> answers = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(stream.decisions()).isEqualTo(answers.size());
        return answers;
    }

    private String line() {
        String host = random.nextInt(50) == 0 ? "192.0.2." + random.nextInt(3) : name();
        return switch (random.nextInt(8)) {
            case 0 -> "http://www." + host + "/path?q";
            case 1 -> "https://" + host + ":8443/";
            case 2 -> host.toUpperCase(java.util.Locale.ROOT) + ".";
            case 3 -> "http://user@" + host + "/";
            case 4 -> "a.b.c." + host;
            case 5 -> random.nextInt(20) == 0 ? "http://" + host + "..x/" : "//" + host;
            default -> host;
        };
    }

    private String name() {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            labels.add(random.nextInt(40) == 0 ? "xn--pfel-koa" : "l" + random.nextInt(random.nextInt(1, 60)));
        }
        labels.add(random.nextInt(3) == 0 ? "com" : "example");
        return String.join(".", labels);
    }
}
