package org.schoolgate.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.kernel.TrustId;
import org.schoolgate.tenancy.School;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.PageTest;
import org.schoolgate.ui.SchoolSign;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

@PageTest
class SignOverTheDoorTest {
    private static final TrustId MEADOW = TrustId.random();

    private final Cast cast;
    private final MockMvcTester mvc;

    SignOverTheDoorTest(Cast cast, MockMvcTester mvc) {
        this.cast = cast;
        this.mvc = mvc;
    }

    private static School school(TrustId trust, String trustName, String name) {
        return new School(SchoolId.random(), trust, trustName, name);
    }

    @Test
    void everyPageSaysWhoseItIs() {
        assertThat(mvc.get().uri("/about").with(Cast.as(cast.greenfield().teacher())))
                .bodyText()
                .contains("Greenfield Primary – Schoolgate</title>", "Meadow Learning Trust");
    }

    @Test
    void theDoorSaysTheSchoolOrTheTrustOrNeither() {
        var greenfield = school(MEADOW, "Meadow Learning Trust", "Greenfield Primary");
        var brookLane = school(MEADOW, "Meadow Learning Trust", "Brook Lane Juniors");
        var alone = school(TrustId.random(), "Oakfield", "Oakfield");

        assertThat(SignOverTheDoor.signOf(List.of(greenfield)))
                .contains(new SchoolSign("Greenfield Primary", "Meadow Learning Trust"));
        assertThat(SignOverTheDoor.signOf(List.of(alone))).contains(new SchoolSign("Oakfield", null));
        assertThat(SignOverTheDoor.signOf(List.of(greenfield, brookLane)))
                .contains(new SchoolSign("Meadow Learning Trust", null));
        assertThat(SignOverTheDoor.signOf(List.of(greenfield, alone))).isEmpty();
        assertThat(SignOverTheDoor.signOf(List.of())).isEmpty();
    }
}
