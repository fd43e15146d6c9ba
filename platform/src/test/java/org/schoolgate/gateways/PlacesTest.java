package org.schoolgate.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
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

    private static Places.Wish wish(String name, String range, @Nullable Integer port, boolean guarded) {
        return new Places.Wish(name, range, port, "ks2", false, guarded);
    }

    @Test
    void aPortTellsPlacesBehindAnAddressApartOnceTheNetworkKeepsOthersFromIt() {
        var school = cast.greenfield();
        school.within(() -> {
            assertThat(places.note(school.technician(), wish("Annexe library", "10.9.0.1", 3130, false)))
                    .isEqualTo(new Places.Noting.Unguarded());
            assertThat(copies.current(school.school()).copy().placesByPort()).isEmpty();

            assertThat(places.note(school.technician(), wish("Annexe library", "10.9.0.1", 3130, true)))
                    .isInstanceOf(Places.Noting.Done.class);
            assertThat(places.note(school.technician(), wish("Annexe staff", "10.9.0.1", 3131, true)))
                    .isInstanceOf(Places.Noting.Done.class);
            assertThat(places.note(school.technician(), wish("Annexe", "10.9.0.1", null, false)))
                    .isInstanceOf(Places.Noting.Done.class);
            assertThat(places.note(school.technician(), wish("Other site", "10.8.0.1", 3130, true)))
                    .isInstanceOf(Places.Noting.Done.class);

            var copy = copies.current(school.school()).copy();
            assertThat(copy.places()).containsExactly(new PlaceRule("10.9.0.1/32", "ks2", false));
            assertThat(copy.placesByPort())
                    .as("an address behind which there are several places is nobody's")
                    .containsExactlyInAnyOrder(
                            new PlaceRule("10.9.0.1/32", 3130, "ks2", true),
                            new PlaceRule("10.9.0.1/32", 3131, "ks2", true),
                            new PlaceRule("10.8.0.1/32", 3130, "ks2", true));
        });
    }

    @Test
    void aPortAloneSaysNothingOfAddresses() {
        var school = cast.greenfield();
        school.within(() -> {
            places.note(school.technician(), new Places.Wish("Tablets", "", 3140, "ks1", true, false));

            assertThat(copies.current(school.school()).copy().placesByPort())
                    .containsExactly(new PlaceRule(null, 3140, "ks1", false));
        });
    }

    @Test
    void twoPlacesAreNeverToldByTheSame() {
        var school = cast.greenfield();
        school.within(() -> {
            places.note(school.technician(), wish("Annexe", "10.9.0.1", 3130, true));
            places.note(school.technician(), wish("Tablets", "", 3140, false));

            assertThat(places.note(school.technician(), wish("Again", "10.9.0.1/32", 3130, true)))
                    .isEqualTo(new Places.Noting.Known("10.9.0.1/32 by port 3130"));
            assertThat(places.note(school.technician(), wish("Again", "", 3140, false)))
                    .isEqualTo(new Places.Noting.Known("port 3140"));
            assertThat(places.note(school.technician(), wish("Alone", "", 3130, false)))
                    .isInstanceOfSatisfying(
                            Places.Noting.PortTaken.class,
                            taken -> assertThat(taken.by().name()).isEqualTo("Annexe"));
            assertThat(places.note(school.technician(), wish("With", "10.7.0.1", 3140, true)))
                    .isInstanceOfSatisfying(
                            Places.Noting.PortTaken.class,
                            taken -> assertThat(taken.by().name()).isEqualTo("Tablets"));
        });
        var next = cast.greenfield();
        next.within(() -> assertThat(places.note(next.technician(), wish("Tablets", "", 3140, false)))
                .as("another school's ports are its own")
                .isInstanceOf(Places.Noting.Done.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void whatIsNoPortIsNone(int port) {
        var school = cast.greenfield();
        school.within(() -> assertThat(places.note(school.technician(), wish("Hall", "", port, false)))
                .isEqualTo(new Places.Noting.NotAPort()));
    }

    @Test
    void aPlaceIsToldBySomething() {
        var school = cast.greenfield();
        school.within(() -> {
            assertThat(places.note(school.technician(), wish("Hall", "", null, true)))
                    .isEqualTo(new Places.Noting.Nowhere());
            assertThat(places.note(school.technician(), wish("Hall", "10.1/16", 3130, true)))
                    .isEqualTo(new Places.Noting.NotARange());
        });
    }
}
