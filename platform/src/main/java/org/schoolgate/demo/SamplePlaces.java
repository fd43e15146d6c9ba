package org.schoolgate.demo;

import static org.schoolgate.kernel.Role.TECHNICIAN;

import java.util.Set;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.gateways.Places;
import org.schoolgate.kernel.Actor;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Greenfield's places, as its technician would have noted them: one told by addresses, and one behind a router by its port. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class SamplePlaces {
    /** An address of this machine, so that anybody can try it. */
    private static final String BEHIND_A_ROUTER = "127.0.9.1";

    private final Places places;

    SamplePlaces(Places places) {
        this.places = places;
    }

    /** @param port that devices in the annexe are given */
    void note(DemoSchool school, String technician, int port) {
        var price = new Actor.Somebody(school.school(), school.staff(technician), technician, Set.of(TECHNICIAN), null);
        Tenants.within(school.school(), () -> {
            places.note(price, "Year 1 tablets", "10.20.1.0/24", ReaderKind.KS1.profile(), true);
            places.note(
                    price,
                    new Places.Wish("Annexe library", BEHIND_A_ROUTER, port, ReaderKind.KS2.profile(), true, true));
        });
    }
}
