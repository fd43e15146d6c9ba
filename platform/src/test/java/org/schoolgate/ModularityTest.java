package org.schoolgate;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
    @Test
    void modulesUseOnlyTheModulesBelowThem() {
        // The engine and the gateway are programs of their own beside this one, with their own boundaries.
        ApplicationModules.of(
                        Schoolgate.class, resideInAnyPackage("org.schoolgate.engine..", "org.schoolgate.gateway.."))
                .verify();
    }
}
