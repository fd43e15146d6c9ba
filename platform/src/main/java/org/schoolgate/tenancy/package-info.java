/** Schools, trusts, their settings, and the wall between one school's rows and another's. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.schoolgate.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
