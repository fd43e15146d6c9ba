package org.schoolgate.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.schoolgate.gateway.feed.Https.Mode.INSPECT;
import static org.schoolgate.gateway.feed.Https.Mode.NAME_ONLY;
import static org.schoolgate.gateway.feed.Https.Mode.SPLICE;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Https;

class InspectionTest {
    static final Host SITE = Host.of("www.site.example");

    static Https.Mode of(Https set, String... categories) {
        return Inspection.of(set, SITE, Set.of(categories), false);
    }

    @ParameterizedTest
    @EnumSource(Https.Mode.class)
    void whereNothingElseIsSaidTheUsualModeHolds(Https.Mode usual) {
        assertThat(of(new Https(usual, Map.of(), Set.of()), "games")).isEqualTo(usual);
    }

    @Test
    void aCategoryHasAModeOfItsOwnAndOfSeveralTheOneThatLooksInLeast() {
        Https set = new Https(INSPECT, Map.of("social", NAME_ONLY, "games", INSPECT, "update", SPLICE), Set.of());

        assertThat(of(set, "social")).isEqualTo(NAME_ONLY);
        assertThat(of(set, "games", "social")).isEqualTo(NAME_ONLY);
        assertThat(of(set, "games", "social", "update")).isEqualTo(SPLICE);
        assertThat(of(new Https(NAME_ONLY, Map.of("ai", INSPECT), Set.of()), "ai"))
                .isEqualTo(INSPECT);
    }

    @Test
    void aHostThatIsNeverInspectedIsSplicedWithAllBelowIt() {
        assertThat(of(new Https(INSPECT, Map.of(), Set.of("site.example")))).isEqualTo(SPLICE);
        assertThat(of(new Https(INSPECT, Map.of(), Set.of("ite.example", "other.site.example"))))
                .isEqualTo(INSPECT);
        assertThat(Inspection.of(new Https(INSPECT, Map.of(), Set.of("2.10")), Host.of("192.0.2.10"), Set.of(), false))
                .isEqualTo(INSPECT);
    }

    @Test
    void moneyHealthAndHelpAreNeverLookedIntoWhateverIsSet() {
        for (String category : Inspection.PRIVATE) {
            Https all = new Https(INSPECT, Map.of(category, INSPECT, "games", INSPECT), Set.of());
            assertThat(of(all, category)).as(category).isEqualTo(NAME_ONLY);
            assertThat(of(all, category, "games")).as(category).isEqualTo(NAME_ONLY);
        }
        assertThat(Inspection.PRIVATE).contains("bank", "health");
        assertThat(Inspection.of(new Https(INSPECT, Map.of(), Set.of()), SITE, Set.of("games"), true))
                .isEqualTo(NAME_ONLY);
    }

    @ParameterizedTest
    @CsvSource({
        "INSPECT INSPECT, INSPECT",
        "INSPECT NAME_ONLY, NAME_ONLY",
        "INSPECT SPLICE, NAME_ONLY",
        "SPLICE SPLICE, SPLICE",
        "SPLICE NAME_ONLY, NAME_ONLY",
        "INSPECT SPLICE INSPECT, NAME_ONLY",
        "SPLICE, SPLICE"
    })
    void ofSeveralPeopleNobodyIsLookedIntoForTheSakeOfAnother(String modes, Https.Mode together) {
        assertThat(Inspection.together(Stream.of(modes.split(" ", -1)).map(Https.Mode::valueOf)))
                .isEqualTo(together);
    }
}
