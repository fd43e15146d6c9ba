/** The page on which a school reads and says how it wants things, and its name over every other page. */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "ui"})
@NullMarked
package org.schoolgate.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
