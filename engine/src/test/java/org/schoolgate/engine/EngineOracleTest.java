package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.SiteRule.Effect;
import org.schoolgate.engine.SiteRule.Source;

/** Random lists, rules, readers and moments: the engine against the obvious slow program. */
class EngineOracleTest {
    private static final int WORLDS = 60;
    private static final int DECISIONS = 1_000;
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<String> READERS = List.of("6A", "6B", "ks2", "pupil-1");
    private static final List<String> CATEGORIES = List.of("ads", "drugs", "gambling", "games", "illegal", "news");

    @TempDir
    Path folder;

    private final Random random = new Random(20261123);

    @Test
    void everyVerdictIsTheSlowPrograms() throws Exception {
        Map<Rank, Integer> decidedBy = new EnumMap<>(Rank.class);
        for (int world = 0; world < WORLDS; world++) {
            SlowEngine slow = new SlowEngine(lists(), rules(), Set.of("illegal"), Set.of("b.c", "192.0.2.1"));
            Path file = folder.resolve("world-" + world);
            ListImage.write(slow.lists(), file);
            try (ListImage image = ListImage.open(file)) {
                Engine engine = new Engine(image, slow.rules(), slow.illegalCategories(), slow.illegalHosts());
                for (int i = 0; i < DECISIONS; i++) {
                    Host host = Host.of(host());
                    Profile profile = new Profile("p", some(CATEGORIES), some(CATEGORIES), one(8), one(2));
                    Set<String> readers = some(READERS);
                    Instant at = moment();
                    Verdict verdict = engine.decide(host, profile, readers, at);
                    assertThat(SlowEngine.Result.of(verdict))
                            .as(() -> "%s for %s of %s at %s".formatted(host, profile, readers, at))
                            .isEqualTo(slow.decide(host, profile, readers, at));
                    Step last = verdict.trace().getLast();
                    assertThat(verdict.trace().stream().filter(Step::decided).toList())
                            .isEqualTo(List.of(last));
                    decidedBy.merge(last.rank(), 1, Integer::sum);
                }
            }
        }
        assertThat(decidedBy).containsOnlyKeys(Rank.values());
        assertThat(decidedBy.values()).allMatch(count -> count > 100);
        assertThat(decidedBy.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(WORLDS * DECISIONS);
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Set<String> some(List<String> all) {
        Set<String> some = new HashSet<>();
        all.stream().filter(_ -> one(3)).forEach(some::add);
        return some;
    }

    private Map<String, Set<String>> lists() {
        Map<String, Set<String>> lists = new TreeMap<>();
        for (String category : CATEGORIES) {
            Set<String> names = new HashSet<>();
            for (int i = random.nextInt(category.equals("illegal") ? 3 : 12); i > 0; i--) {
                Host host = Host.of(host());
                if (!(host instanceof Host.Malformed)) {
                    names.add(host.toString());
                }
            }
            lists.put(category, names);
        }
        return lists;
    }

    private List<SiteRule> rules() {
        List<SiteRule> rules = new ArrayList<>();
        while (rules.size() < 12) {
            Source source = any(List.of(Source.values()));
            Effect effect = switch (source) {
                case SCHOOL -> any(List.of(Effect.values()));
                case ESSENTIAL, UNBLOCK -> Effect.ALLOW;
                case REPORT, PERSONAL -> Effect.BLOCK;
            };
            Set<String> audiences = source == Source.PERSONAL ? Set.of("pupil-1") : some(READERS);
            Host host = Host.of(host());
            if (!(host instanceof Host.Malformed)) {
                rules.add(new SiteRule(
                        String.valueOf(rules.size()),
                        host.toString(),
                        effect,
                        source,
                        audiences,
                        one(2) ? null : moment(),
                        one(2) ? null : moment(),
                        "because"));
            }
        }
        return rules;
    }

    private Instant moment() {
        return NOON.plusSeconds(random.nextInt(5));
    }

    private String host() {
        if (one(12)) {
            return "192.0.2." + random.nextInt(3);
        }
        if (one(30)) {
            return "a..b";
        }
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            labels.add(Character.toString('a' + random.nextInt(4)));
        }
        return String.join(".", labels);
    }
}
