package org.schoolgate.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class FeedTest {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00.123456Z");

    static final PolicyCopy POLICY = new PolicyCopy(
            "greenfield",
            new SchoolCard("Greenfield Primary", "Ms Okafor", Map.of(Wording.KS2, "your teacher"), "Ms Okafor"),
            3,
            212,
            NOON,
            "http://127.0.0.1:8080",
            Map.of(
                    "ks2",
                    new ReaderProfile(
                            "ks2",
                            Wording.KS2,
                            Set.of("gambling"),
                            Set.of("games"),
                            false,
                            true,
                            new SafeModes(true, SafeModes.YouTube.MODERATE),
                            Set.of(FileKind.PROGRAM))),
            Map.of(
                    "r1", new Reader("r1", "ks2", Set.of("class-1"), false, new AccessState.Open(null)),
                    "r2", new Reader("r2", "ks2", Set.of(), false, new AccessState.Open(NOON)),
                    "r3",
                            new Reader(
                                    "r3",
                                    "ks2",
                                    Set.of(),
                                    false,
                                    new AccessState.Shut("NOT_SIGNED", "Your form is not signed yet.", null, true)),
                    "r4",
                            new Reader(
                                    "r4",
                                    "ks2",
                                    Set.of(),
                                    false,
                                    new AccessState.Shut(
                                            "HELD", "Off until noon.", NOON, false, new AccessState.Open(null)),
                                    List.of(new Withheld(
                                            Set.of("blocks.example"), Set.of("games"), null, NOON, "Not now.")))),
            Map.of("aa".repeat(32), "r1"),
            Map.of("bb".repeat(32), "r2"),
            List.of(new PlaceRule("127.0.0.0/8", "ks2", true)),
            List.of(new PlaceRule("127.0.1.0/24", 3129, "ks2", true), new PlaceRule(null, 3130, "ks2", false)),
            List.of(new Rule(
                    "12",
                    "maps.example",
                    Rule.Effect.ALLOW,
                    Rule.Source.UNBLOCK,
                    Set.of("class-1"),
                    NOON,
                    NOON.plusSeconds(3600),
                    "geography",
                    "Ms Okafor")),
            Set.of("session-9"),
            Set.of("canary.example"),
            Set.of("childline.example"),
            "sha-256:00");

    @Test
    void aPolicyCopyIsTheSameAfterTheWire() {
        var wire = Feed.JSON.writeValueAsBytes(POLICY);

        assertThat(Feed.JSON.readValue(wire, PolicyCopy.class)).isEqualTo(POLICY);
    }

    @Test
    void anEventIsOneLineAndTheSameAfterTheWire() {
        var event = new SeenEvent(
                1,
                7,
                NOON,
                null,
                null,
                "127.0.0.1",
                "GET",
                "casino.example",
                "/a\nb",
                80,
                "block",
                Set.of("gambling"),
                "category gambling",
                3,
                212,
                0,
                2,
                "place 127.0.0.0/8");

        var wire = Feed.JSON.writeValueAsString(event);

        assertThat(wire).doesNotContain("\n").contains("\"at\":\"2026-11-20T12:00:00.123456Z\"");
        assertThat(Feed.JSON.readValue(wire, SeenEvent.class)).isEqualTo(event);
    }

    @Test
    void aTicketIsTheSameAfterTheWire() {
        var redeemed = new Ticket.Redeemed("r1", "session-1", NOON);

        assertThat(Feed.JSON.readValue(Feed.JSON.writeValueAsString(redeemed), Ticket.Redeemed.class))
                .isEqualTo(redeemed);
        assertThat(Feed.JSON.readValue("{\"ticket\":\"t\"}", Ticket.class)).isEqualTo(new Ticket("t"));
    }

    @Test
    void aFieldOfANewerPlatformIsPassedOver() {
        var wire = Feed.JSON.writeValueAsString(POLICY).replaceFirst("\\{", "{\"later\":{\"a\":[1]},");

        assertThat(Feed.JSON.readValue(wire, PolicyCopy.class)).isEqualTo(POLICY);
    }

    @Test
    void aCopyOfAnOlderPlatformTakesNothingFromAnybody() {
        var wire = Feed.JSON.writeValueAsString(POLICY).replaceAll(",?\"(withheld|then)\":", ",\"before$1\":");

        var copy = Feed.JSON.readValue(wire, PolicyCopy.class);
        assertThat(copy.readers().values())
                .allSatisfy(reader -> assertThat(reader.withheld()).isEmpty());
        assertThat(copy.readers().get("r4"))
                .satisfies(reader -> assertThat(reader.access())
                        .isEqualTo(new AccessState.Shut("HELD", "Off until noon.", NOON, false)));
    }

    @Test
    void aCopyOfAnOlderPlatformForcesNoSafeMode() {
        var wire = Feed.JSON.writeValueAsString(POLICY).replace("\"safeModes\":", "\"beforeSafeModes\":");

        assertThat(Feed.JSON.readValue(wire, PolicyCopy.class).profiles().values())
                .extracting(ReaderProfile::safeModes)
                .containsOnly(SafeModes.OPEN);
    }

    @Test
    void halfAPolicyIsRefused() {
        var wire = Feed.JSON.writeValueAsString(POLICY).replace("\"rules\":", "\"rulez\":");

        assertThatThrownBy(() -> Feed.JSON.readValue(wire, PolicyCopy.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void theTagNamesEpochAndVersion() {
        assertThat(POLICY.tag()).isEqualTo("3-212");
    }
}
