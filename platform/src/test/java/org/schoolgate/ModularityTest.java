package org.schoolgate;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    void modulesUseOnlyTheModulesBelowThem() {
        ApplicationModules.of(Schoolgate.class).verify();
    }
}
