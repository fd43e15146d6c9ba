/** The first day: an empty installation becomes a school, and its head and technician read what comes next. */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "ui", "messages", "signin", "roster"})
@NullMarked
package org.schoolgate.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
