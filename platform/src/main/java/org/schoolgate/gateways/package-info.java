/** The enforcement points of a school: their registration, their health, and the policy that each holds a copy of. */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "audit", "ui", "messages", "signin", "roster", "access"})
@NullMarked
package org.schoolgate.gateways;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
