/** When somebody tells: kept before they are thanked, and in front of the right people until one of them has it. */
@ApplicationModule(
        allowedDependencies = {"kernel", "tenancy", "audit", "ui", "messages", "signin", "roster", "gateways"})
@NullMarked
package org.schoolgate.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
