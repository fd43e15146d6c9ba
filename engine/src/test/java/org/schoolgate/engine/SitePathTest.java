package org.schoolgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.engine.SiteRule.Effect;
import org.schoolgate.engine.SiteRule.Source;

/** Rules for a part of a site. */
class SitePathTest {
    private static final int LINES_IN_THE_TABLE = 66;
    private static final Profile OPEN = new Profile("open", Set.of(), Set.of(), false, false);
    private static final Profile LISTED = new Profile("listed", Set.of(), Set.of(), true, false);

    private static SiteRule rule(String id, String site, Effect effect) {
        return new SiteRule(id, site, effect, Source.SCHOOL, Set.of(), null, null, "");
    }

    private static Answer answer(String address, Profile profile, SiteRule... rules) {
        Url url = Url.of(address);
        return decide(url.host(), url.path(), profile, rules).answer();
    }

    private static Verdict decide(Host host, @Nullable String path, Profile profile, SiteRule... rules) {
        try (ListImage image = ListImage.empty()) {
            return new Engine(image, List.of(rules), Set.of()).decide(host, path, profile, Set.of(), Instant.EPOCH);
        }
    }

    @Test
    void whateverTheSpellingARuleForAPartOfASiteClosesItAndOpensNothingBeside() throws Exception {
        SoftAssertions all = new SoftAssertions();
        List<String> lines = Table.lines("parts.txt");
        for (String line : lines) {
            String[] cells = line.split(" \\| ", -1);
            Url of = Url.of(cells[1]);
            String site = of.host().shown() + of.part();
            boolean closes = answer(cells[2], OPEN, rule("1", site, Effect.BLOCK)) == Answer.BLOCK;
            boolean opens = answer(cells[2], LISTED, rule("1", site, Effect.ALLOW)) == Answer.ALLOW;
            all.assertThat(closes && opens ? "both" : closes ? "closes" : opens ? "opens" : "none")
                    .as(line)
                    .isEqualTo(cells[3]);
        }
        assertThat(lines).hasSize(LINES_IN_THE_TABLE);
        all.assertAll();
    }

    @Test
    void theLongerHostDecidesAndThenTheLongerPath() {
        SiteRule site = rule("1", "sites.example", Effect.BLOCK);
        SiteRule view = rule("2", "sites.example/view", Effect.ALLOW);
        SiteRule games = rule("3", "sites.example/view/games", Effect.BLOCK);
        SiteRule sub = rule("4", "www.sites.example", Effect.ASK);
        SiteRule ends = rule("5", "www.sites.example/view/games", Effect.ALLOW);
        Stream.of(
                        List.of("sites.example/", "rule 1: sites.example"),
                        List.of("sites.example/view/maths", "rule 2: sites.example/view"),
                        List.of("sites.example/view/games/1", "rule 3: sites.example/view/games"),
                        List.of("a.sites.example/view/games/1", "rule 3: sites.example/view/games"),
                        List.of("www.sites.example/view", "rule 4: www.sites.example"),
                        List.of("www.sites.example/view/games", "rule 5: www.sites.example/view/games"))
                .forEach(one -> {
                    Url url = Url.of(one.getFirst());
                    assertThat(decide(url.host(), url.path(), OPEN, games, sub, site, view, ends)
                                    .rule())
                            .as(one.getFirst())
                            .isEqualTo(one.getLast());
                });
    }

    @Test
    void whereOnlyTheNameIsSeenARuleForAPartSaysNothing() {
        Host host = Host.of("sites.example");
        assertThat(decide(host, null, OPEN, rule("1", "sites.example/view", Effect.BLOCK))
                        .rule())
                .isEqualTo("default");
        assertThat(decide(host, null, LISTED, rule("1", "sites.example/view", Effect.ALLOW))
                        .rule())
                .isEqualTo("only listed");
    }

    @Test
    void ofTwoRulesForOnePartTheOneThatTakesPrecedenceDecides() {
        SiteRule opened =
                new SiteRule("7", "sites.example/view/", Effect.ALLOW, Source.UNBLOCK, Set.of("6B"), null, null, "");
        SiteRule closed = rule("1", "sites.example//view", Effect.BLOCK);
        try (ListImage image = ListImage.empty()) {
            Engine engine = new Engine(image, List.of(closed, opened), Set.of());
            assertThat(engine.decide(Host.of("sites.example"), "/view", OPEN, Set.of("6B"), Instant.EPOCH)
                            .rule())
                    .isEqualTo("rule 7: sites.example/view");
            assertThat(engine.decide(Host.of("sites.example"), "/view", OPEN, Set.of("5A"), Instant.EPOCH)
                            .rule())
                    .isEqualTo("rule 1: sites.example/view");
        }
    }

    @Test
    void whatSomebodyReportedIsClosedWithEveryPartThatSomebodyOpened() {
        SiteRule opened =
                new SiteRule("7", "sites.example/view", Effect.ALLOW, Source.UNBLOCK, Set.of(), null, null, "");
        SiteRule reported = new SiteRule("R1", "sites.example", Effect.BLOCK, Source.REPORT, Set.of(), null, null, "");
        Host host = Host.of("www.sites.example");
        assertThat(decide(host, "/view", OPEN, opened, reported).answer()).isEqualTo(Answer.BLOCK);
        assertThat(decide(host, "/view", LISTED, opened).answer()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void theOneSpellingIsReadAsItselfAndNothingBreaksTheReader() {
        Random random = new Random(11);
        String[] pieces = {
            "/", "//", ".", "..", "%2e", "%2F", "%25", "%5c", ";", ";a=b", "view", "\\", "%", "%4", "\u00e9", "~"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder path = new StringBuilder("/");
            for (int j = random.nextInt(10); j > 0; j--) {
                path.append(pieces[random.nextInt(pieces.length)]);
            }
            String one = SitePath.canonical(path.toString());
            assertThat(SitePath.canonical(one)).as(path.toString()).isEqualTo(one);
            assertThat(SitePath.readings(path.toString()))
                    .as(path.toString())
                    .contains(new SitePath.Reading(one, true))
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(16);
        }
    }
}
