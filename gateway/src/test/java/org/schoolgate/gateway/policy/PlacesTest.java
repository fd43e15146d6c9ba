package org.schoolgate.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.testing.Line;

/** At which places an address and a port may be. Each place has a profile of its own, which names it here. */
class PlacesTest {
    static final List<PlaceRule> SCHOOL = List.of(
            new PlaceRule("10.0.0.0/8", "school", false),
            new PlaceRule("10.1.0.0/16", "classrooms", false),
            new PlaceRule("10.9.0.1/32", "site", true),
            new PlaceRule("10.9.0.1/32", 3129, "site library", true),
            new PlaceRule("10.9.0.1/32", 3130, "site staff", true),
            new PlaceRule("10.8.0.0/16", 3130, "boarding", true),
            new PlaceRule("10.8.4.0/24", 3131, "sick bay", true),
            new PlaceRule("192.0.2.1/32", 3129, "guests", true),
            new PlaceRule(null, 3140, "tablets", false));

    static Places.Whereabouts of(String address, int port) {
        List<String> faults = new ArrayList<>();
        Places places = new Places(SCHOOL, faults::add);
        assertThat(faults).isEmpty();
        return places.of(InetAddress.ofLiteral(address), port);
    }

    /** What the school meant. */
    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 3128, classrooms",
        "10.2.2.3, 3128, school",
        "10.9.0.1, 3129, site library",
        "10.9.0.1, 3130, site staff",
        "10.8.1.1, 3130, boarding",
        "192.0.2.1, 3129, guests",
        "10.1.2.3, 3140, classrooms+tablets"
    })
    void thePlaceIsToldByItsAddressAndThenByItsPort(String address, int port, String places) {
        assertThat(names(of(address, port))).isEqualTo(places);
    }

    /** What a pupil of Year 6 would type. */
    @ParameterizedTest
    @CsvSource({
        // The port of a laxer place, from where that place is not.
        "10.1.2.3, 3130, classrooms",
        "10.1.2.3, 3129, classrooms",
        "203.0.113.5, 3130, ''",
        "203.0.113.5, 3140, ''",
        // Any port that is none of their network's.
        "10.9.0.1, 3128, site+site library+site staff",
        "10.9.0.1, 3131, site+site library+site staff",
        "10.9.0.1, 0, site+site library+site staff",
        "10.8.1.1, 3128, school+boarding",
        "192.0.2.1, 3130, ''",
        // The port of the wider place, from a narrower one that is told by its port.
        "10.8.4.1, 3130, boarding+sick bay",
        "10.8.4.1, 3140, school+sick bay+boarding+tablets"
    })
    @Line("H5")
    void anotherPortLeadsToNoLaxerPlace(String address, int port, String places) {
        assertThat(names(of(address, port))).isEqualTo(places);
    }

    @Test
    void anAddressThatManyShareIsNobodysByWhicheverPort() {
        for (int port : List.of(0, 3128, 3129, 3130, 3140)) {
            assertThat(of("10.9.0.1", port).shared()).isTrue();
            assertThat(of("10.8.1.1", port).shared()).isTrue();
            assertThat(of("192.0.2.1", port).shared()).isTrue();
            assertThat(of("10.1.2.3", port).shared()).isFalse();
        }
    }

    private static String names(Places.Whereabouts where) {
        return String.join("+", where.places().stream().map(PlaceRule::profile).toList());
    }
}
