package org.schoolgate.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.engine.Canary;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.ListImage;
import org.schoolgate.engine.Rank;
import org.schoolgate.engine.Step;
import org.schoolgate.gateway.Policies;
import org.schoolgate.gateway.feed.AccessState;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.feed.Reader;
import org.schoolgate.gateway.feed.ReaderProfile;
import org.schoolgate.gateway.feed.Rule;
import org.schoolgate.gateway.feed.SchoolCard;
import org.schoolgate.gateway.feed.Withheld;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.gateway.who.Bindings;
import org.schoolgate.gateway.who.Clue;
import org.schoolgate.gateway.who.SignInName;
import org.schoolgate.gateway.who.Who;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.Line;

class PolicyTest {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    static Rule rule(
            String id,
            Rule.Effect effect,
            Rule.Source source,
            Set<String> audiences,
            @Nullable Instant from,
            @Nullable Instant until) {
        return new Rule(id, "maps.example", effect, source, audiences, from, until, "", "Ms Okafor");
    }

    static Policy policy(AccessState access, Rule... rules) {
        return policy(access, List.of(), rules);
    }

    /** One in which something is taken from Priya, and from nobody else. */
    static Policy policy(AccessState access, List<Withheld> withheld, Rule... rules) {
        return Policy.of(
                new PolicyCopy(
                        "greenfield",
                        new SchoolCard("Greenfield", "Ms Okafor", Map.of(), "Ms Okafor"),
                        1,
                        1,
                        NOON,
                        "https://portal.example",
                        Map.of("p", new ReaderProfile("p", Wording.KS2, Set.of(), Set.of(), false, true)),
                        Map.of(
                                "priya", new Reader("priya", "p", Set.of("6B"), false, access, withheld),
                                "zoe", new Reader("zoe", "p", Set.of("6B"), false, access),
                                "lost", new Reader("lost", "no such profile", Set.of(), false, access)),
                        Map.of(
                                "aa".repeat(32),
                                "priya",
                                "ee".repeat(32),
                                "zoe",
                                "bb".repeat(32),
                                "lost",
                                "cc".repeat(32),
                                "gone"),
                        Map.of(SignInName.digest("greenfield", "priya"), "priya"),
                        List.of(
                                new PlaceRule("10.0.0.0/8", "p", false),
                                new PlaceRule("10.1.0.0/16", "p", true),
                                new PlaceRule("everywhere", "p", true)),
                        List.of(new PlaceRule("10.2.0.0/16", 3129, "p", true)),
                        List.of(rules),
                        Set.of(),
                        Set.of("canary.example", "no host at all"),
                        Set.of("help.example"),
                        ""),
                ListImage.empty(),
                Set.of("illegal"));
    }

    /** {@code token} is one byte of the digest, in hexadecimal, which is all that tells these tokens apart. */
    static Decision decide(Policy policy, String token, String host, Instant at) {
        Who who = policy.who(new Clue(token.repeat(32), InetAddress.ofLiteral("192.0.2.1")), new Bindings(), at);
        return policy.decide(who, Host.of(host), at);
    }

    @Test
    void aGrantEndsAtItsOwnEndWhoeverIsAway() {
        Policy policy = policy(new AccessState.Open(NOON));

        assertThat(decide(policy, "aa", "maps.example", NOON.minusMillis(1))).isInstanceOf(Decision.Go.class);
        assertThat(decide(policy, "aa", "maps.example", NOON).word()).isEqualTo("shut");
        assertThat(decide(policy, "aa", "maps.example", NOON).rule()).isEqualTo("access EXPIRED");
    }

    @Test
    void whereHelpIsFoundIsOpenWhoeverAsks() {
        Policy policy = policy(new AccessState.Shut("NOT_SIGNED", "Sign first.", null, true));

        assertThat(decide(policy, "aa", "maps.example", NOON).word()).isEqualTo("shut");
        assertThat(decide(policy, "dd", "maps.example", NOON).word()).isEqualTo("unknown");
        for (String whoever : List.of("aa", "bb", "cc", "dd")) {
            assertThat(decide(policy, whoever, "chat.help.example", NOON).rule())
                    .as(whoever)
                    .isEqualTo(policy.decide(new Who.Stranger(""), Host.of("help.example"), NOON)
                            .rule());
            assertThat(decide(policy, whoever, "chat.help.example", NOON)).isInstanceOf(Decision.Go.class);
        }
    }

    @Test
    void whatIsExpectedToEndDoesNotOpenByItself() {
        Policy policy = policy(new AccessState.Shut("HELD", "Ask.", NOON, false));

        assertThat(decide(policy, "aa", "maps.example", NOON.plusSeconds(9)).word())
                .isEqualTo("shut");
    }

    @Test
    @Keeps("SAN-4")
    void whatEndsByItselfOpensAtItsEndWhoeverIsAwayAndClosesAgainAtTheNext() {
        Policy policy =
                policy(new AccessState.Shut("HELD", "Ask.", NOON, false, new AccessState.Open(NOON.plusSeconds(60))));

        assertThat(decide(policy, "aa", "maps.example", NOON.minusMillis(1)).rule())
                .isEqualTo("access HELD");
        assertThat(decide(policy, "aa", "maps.example", NOON)).isInstanceOf(Decision.Go.class);
        assertThat(decide(policy, "aa", "maps.example", NOON.plusSeconds(60)).rule())
                .isEqualTo("access EXPIRED");
        assertThat(policy.nextTurn(NOON)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    @Keeps("SAN-5")
    void whatIsTakenFromOneReaderIsTakenFromNobodyElseAndLeavesTheRest() {
        Withheld maps = new Withheld(Set.of("maps.example"), Set.of(), NOON, NOON.plusSeconds(60), "Not for you now.");
        Policy policy = policy(
                new AccessState.Open(null),
                List.of(maps),
                rule("1", Rule.Effect.ALLOW, Rule.Source.UNBLOCK, Set.of("6B"), null, null));

        assertThat(decide(policy, "aa", "maps.example", NOON.minusMillis(1)).word())
                .isEqualTo("allow");
        for (String host : List.of("maps.example", "tiles.maps.example", "MAPS.example.")) {
            assertThat(decide(policy, "aa", host, NOON))
                    .as("even where a rule opens it: " + host)
                    .isInstanceOfSatisfying(Decision.Withheld.class, taken -> {
                        assertThat(taken.sentence()).isEqualTo("Not for you now.");
                        assertThat(taken.until()).isEqualTo(NOON.plusSeconds(60));
                        assertThat(taken.word()).isEqualTo("shut");
                    });
        }
        for (String host : List.of("othermaps.example", "example", "maps.example.org")) {
            assertThat(decide(policy, "aa", host, NOON).word()).as(host).isEqualTo("allow");
        }
        assertThat(decide(policy, "ee", "maps.example", NOON).word()).isEqualTo("allow");
        assertThat(decide(policy, "aa", "maps.example", NOON.plusSeconds(60)).word())
                .isEqualTo("allow");
        assertThat(policy.nextTurn(NOON)).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void nothingTakesHelpAwayAndWhatIsClosedToAllStaysClosedAsItIs() {
        Withheld much = new Withheld(
                Set.of("help.example", "canary.example", "maps.example"), Set.of(), null, NOON.plusSeconds(60), "No.");
        Policy policy = policy(
                new AccessState.Open(null),
                List.of(much),
                rule("1", Rule.Effect.BLOCK, Rule.Source.REPORT, Set.of(), null, null));

        assertThat(decide(policy, "aa", "help.example", NOON).word()).isEqualTo("allow");
        assertThat(decide(policy, "aa", "a.canary.example", NOON).rule()).isEqualTo("illegal");
        assertThat(decide(policy, "aa", "maps.example", NOON).rule()).isEqualTo("rule 1: maps.example");
    }

    @Test
    @Keeps("SAN-5")
    void aSortOfSitesIsTakenByTheListsThatHoldThem(@TempDir Path folder) throws Exception {
        Path lists = folder.resolve("lists");
        ListImage.write(Map.of("games", List.of("blocks.example"), "news", List.of("news.example")), lists);
        Withheld games = new Withheld(Set.of(), Set.of("games"), null, NOON.plusSeconds(60), "No games now.");
        try (ListImage image = ListImage.open(lists)) {
            Policy policy =
                    Policy.of(policy(new AccessState.Open(null), List.of(games)).copy(), image, Set.of("illegal"));

            assertThat(decide(policy, "aa", "www.blocks.example", NOON)).isInstanceOf(Decision.Withheld.class);
            assertThat(decide(policy, "aa", "news.example", NOON).word()).isEqualTo("allow");
            assertThat(decide(policy, "ee", "blocks.example", NOON).word()).isEqualTo("allow");
        }
    }

    @Test
    void aRuleIsForItsAudienceAndItsTime() {
        Rule forClass = rule("1", Rule.Effect.BLOCK, Rule.Source.SCHOOL, Set.of("6B"), NOON, NOON.plusSeconds(60));
        Policy policy = policy(new AccessState.Open(null), forClass);

        assertThat(decide(policy, "aa", "www.maps.example", NOON.minusMillis(1)).word())
                .isEqualTo("allow");
        assertThat(decide(policy, "aa", "www.maps.example", NOON).word()).isEqualTo("block");
        assertThat(decide(policy, "aa", "www.maps.example", NOON.plusSeconds(60))
                        .word())
                .isEqualTo("allow");
        assertThat(policy.rule(decide(policy, "aa", "maps.example", NOON).rule()))
                .isEqualTo(forClass);
    }

    @Test
    void aReaderIsAnAudienceOfOne() {
        Rule personal = rule("1", Rule.Effect.BLOCK, Rule.Source.PERSONAL, Set.of("priya"), null, null);

        assertThat(decide(policy(new AccessState.Open(null), personal), "aa", "maps.example", NOON)
                        .word())
                .isEqualTo("block");
    }

    @Test
    @Line("I7")
    void everyTurnOfTheClockIsKnownBeforehand() {
        Policy policy = policy(
                new AccessState.Open(NOON.plusSeconds(30)),
                rule("1", Rule.Effect.BLOCK, Rule.Source.SCHOOL, Set.of(), NOON.plusSeconds(10), NOON.plusSeconds(20)));

        assertThat(policy.nextTurn(NOON)).isEqualTo(NOON.plusSeconds(10));
        assertThat(policy.nextTurn(NOON.plusSeconds(10))).isEqualTo(NOON.plusSeconds(20));
        assertThat(policy.nextTurn(NOON.plusSeconds(20))).isEqualTo(NOON.plusSeconds(30));
        assertThat(policy.nextTurn(NOON.plusSeconds(30))).isNull();
    }

    @Test
    void aProfileOrReaderThatIsNotThereLetsNobodyThrough() {
        Policy policy = policy(new AccessState.Open(null));

        assertThat(decide(policy, "bb", "maps.example", NOON).word()).isEqualTo("unknown");
        assertThat(decide(policy, "cc", "maps.example", NOON).word()).isEqualTo("unknown");
        assertThat(decide(policy, "dd", "maps.example", NOON).word()).isEqualTo("unknown");
    }

    @Test
    void theEvidenceNamesTheNarrowestPlaceAndThePortThatTellsIt() {
        Policy policy = policy(new AccessState.Open(null));

        assertThat(evidence(policy, "10.3.2.3", 3128)).isEqualTo("nobody signed in, place 10.0.0.0/8");
        assertThat(evidence(policy, "10.1.2.3", 3128)).isEqualTo("shared address, place 10.1.0.0/16");
        assertThat(evidence(policy, "10.2.2.3", 3129)).isEqualTo("shared address, place 10.2.0.0/16 by port 3129");
        assertThat(evidence(policy, "10.2.2.3", 3128))
                .isEqualTo("shared address, place 10.0.0.0/8 with 10.2.0.0/16 by port 3129");
        assertThat(evidence(policy, "11.2.2.3", 3129)).isEqualTo("nobody signed in");
    }

    private static String evidence(Policy policy, String address, int port) {
        return policy.who(new Clue(null, InetAddress.ofLiteral(address), port), new Bindings(), NOON)
                .evidence();
    }

    @Test
    void whatSaysNothingSensibleIsNamedAndLeftOut() {
        Rule report = rule("9", Rule.Effect.ALLOW, Rule.Source.REPORT, Set.of(), null, null);

        assertThat(policy(new AccessState.Open(null), report).faults())
                .hasSize(3)
                .anySatisfy(fault -> assertThat(fault).startsWith("place everywhere: "))
                .anySatisfy(fault -> assertThat(fault).startsWith("rule 9: "))
                .anySatisfy(fault -> assertThat(fault).startsWith("illegal name: "));
    }

    @Test
    void theIllegalListComesBeforeTheEssentialOne() {
        Policy policy = policy(new AccessState.Open(null));

        assertThat(decide(policy, "aa", "a.canary.example", NOON).rule()).isEqualTo("illegal");
        assertThat(decide(policy, "aa", "help.example", NOON).word()).isEqualTo("allow");
    }

    @Test
    @Line("E6")
    void onlyARuleForItsVeryNameOpensAPrivateRelay() {
        Policy policy = policy(
                new AccessState.Open(null),
                relay("1", "icloud.com", Rule.Effect.ALLOW, Rule.Source.SCHOOL, Set.of()),
                relay("2", "mask-h2.icloud.com", Rule.Effect.ALLOW, Rule.Source.UNBLOCK, Set.of("zoe")),
                relay("3", "mask-h2.icloud.com/part", Rule.Effect.ALLOW, Rule.Source.SCHOOL, Set.of()));

        for (String host : List.of("mask.icloud.com", "MASK.icloud.com.", "a.mask.icloud.com", "mask-h2.icloud.com")) {
            Decision decision = decide(policy, "aa", host, NOON);
            assertThat(decision).as(host).isInstanceOf(Decision.Closed.class);
            assertThat(decision.rule()).as(host).isEqualTo("private relay");
        }
        assertThat(decide(policy, "ee", "mask-h2.icloud.com", NOON).rule()).isEqualTo("rule 2: mask-h2.icloud.com");
        assertThat(decide(policy, "ee", "mask.icloud.com", NOON).rule()).isEqualTo("private relay");
        for (String host : List.of("icloud.com", "www.icloud.com", "xmask.icloud.com", "mask.icloud.com.example")) {
            assertThat(decide(policy, "aa", host, NOON)).as(host).isInstanceOf(Decision.Go.class);
        }
        Policy alwaysOpen = policy(
                new AccessState.Open(null),
                relay("4", "icloud.com", Rule.Effect.ALLOW, Rule.Source.ESSENTIAL, Set.of()));
        assertThat(decide(alwaysOpen, "aa", "mask.icloud.com", NOON).rule()).isEqualTo("private relay");
        assertThat(decide(alwaysOpen, "dd", "mask.icloud.com", NOON).word()).isEqualTo("unknown");
        assertThat(decide(alwaysOpen, "dd", "www.icloud.com", NOON)).isInstanceOf(Decision.Go.class);
        assertThat(((Decision.Closed) decide(policy, "aa", "mask.icloud.com", NOON))
                        .verdict().trace().stream().map(Step::rank))
                .containsExactly(Rank.ILLEGAL, Rank.RULE);
    }

    private static Rule relay(String id, String host, Rule.Effect effect, Rule.Source source, Set<String> audiences) {
        return new Rule(id, host, effect, source, audiences, null, null, "", "Ms Okafor");
    }

    @Test
    void thePortalIsAHostAndAPort() {
        Policy policy = policy(new AccessState.Open(null));

        assertThat(policy.isPortal(Host.of("PORTAL.example."), 443)).isTrue();
        assertThat(policy.isPortal(Host.of("portal.example"), 80)).isFalse();
        assertThat(policy.isPortal(Host.of("www.portal.example"), 443)).isFalse();
    }

    @Test
    void whoeverHoldsListsThatCloseTheSameSaysTheSameOfTheCanaries(@TempDir Path folder) throws Exception {
        Path lists = folder.resolve("lists");
        ListImage.write(Map.of("gambling", List.of("casino.example", Canary.of("gambling"))), lists);
        Path others = folder.resolve("others");
        ListImage.write(Map.of("gambling", List.of("casino.example", "bingo.example")), others);
        PolicyCopy copy = new Policies("http://127.0.0.1:8080").copy();
        try (ListImage image = ListImage.open(lists);
                ListImage other = ListImage.open(others)) {
            String said = Policy.of(copy, image, Set.of("illegal")).canaries();

            assertThat(said).matches(copy.tag() + " [0-9a-f]{64}");
            assertThat(Policy.of(copy, image, Set.of("illegal")).canaries()).isEqualTo(said);
            assertThat(Policy.of(copy, other, Set.of("illegal")).canaries()).isNotEqualTo(said);
        }
    }
}
