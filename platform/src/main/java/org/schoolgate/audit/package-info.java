/** What happened, in an append-only chain for each school that a governor can check. */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "ui"})
@NullMarked
package org.schoolgate.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
