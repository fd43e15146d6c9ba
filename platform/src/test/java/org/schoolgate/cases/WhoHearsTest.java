package org.schoolgate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.schoolgate.kernel.Role;

/** What a school may say about who hears when somebody tells. */
class WhoHearsTest {
    @Test
    void somebodyAlwaysHears() {
        assertThat(WhoHears.ROLES.accepts("none")).isFalse();
        assertThat(WhoHears.ROLES.accepts("")).isFalse();
        assertThat(WhoHears.ROLES.accepts("head")).isTrue();
    }

    @Test
    void onlyRolesThatReadReportsOfTheWholeSchoolAreOffered() {
        assertThat(WhoHears.ROLES.offered())
                .containsExactlyInAnyOrder(
                        "head",
                        "senior leader",
                        "online safety coordinator",
                        "safeguarding lead",
                        "deputy safeguarding lead");
        assertThat(WhoHears.ROLES.offered())
                .allSatisfy(role -> assertThat(Reports.ACCESS.rolesFor(Reports.Operation.READ))
                        .contains(Role.valueOf(
                                role.toUpperCase(java.util.Locale.ROOT).replace(' ', '_'))));
    }
}
