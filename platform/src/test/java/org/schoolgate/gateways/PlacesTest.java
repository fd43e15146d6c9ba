package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;

@PageTest
class PlacesTest {
    private final Cast cast;
    private final Places places;
    private final PolicyCopies copies;

    PlacesTest(Cast cast, Places places, PolicyCopies copies) {
        this.cast = cast;
        this.places = places;
        this.copies = copies;
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/16, 10.1.0.0/16",
        "10.1.2.3, 10.1.2.3/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "fd00::1/8, fd00:0:0:0:0:0:0:0/8",
        "::1, 0:0:0:0:0:0:0:1/128"
    })
    void aRangeIsMadeCanonical(String typed, String canonical) {
        assertThat(AddressRange.canonical(typed)).hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "banana",
                "10.1.2.3/33",
                "10.1.2.3/-1",
                "10.1.2.3/",
                "10.1/16/2",
                "localhost",
                "/8",
                "10.1/16",
                "167772161/8"
            })
    void whatIsNoRangeIsNone(String typed) {
        assertThat(AddressRange.canonical(typed)).isEmpty();
    }

    @Test
    void aPlaceStandsInThePolicyUntilItIsRemoved() {
        var school = cast.greenfield();
        school.within(() -> {
            var noted =
                    (Places.Noting.Done) places.note(school.technician(), "Year 6 laptops", "10.6.0.9/24", "ks2", true);

            assertThat(copies.current(school.school()).copy().places())
                    .containsExactly(new PlaceRule("10.6.0.0/24", "ks2", true));
            assertThat(places.note(school.technician(), "Again", "10.6.0.0/24", "ks1", false))
                    .isEqualTo(new Places.Noting.Known("10.6.0.0/24"));

            places.remove(school.technician(), noted.place().id());

            assertThat(copies.current(school.school()).copy().places()).isEmpty();
            assertThat(places.note(school.technician(), "Again", "10.6.0.0/24", "ks1", false))
                    .isInstanceOf(Places.Noting.Done.class);
        });
    }

    @Test
    void onlyTheTechnicianChangesThem() {
        var school = cast.greenfield();

        assertThatThrownBy(() -> school.within(() -> places.note(school.teacher(), "Hall", "10.0.0.0/8", "ks1", false)))
                .isInstanceOf(Forbidden.class);
    }
}
