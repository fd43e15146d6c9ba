/**
 * Who is who in a school: people, their roles, classes, years and guardians, since when and until when. Nobody is ever
 * deleted; leaving is a date.
 */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "audit", "ui", "messages", "signin"})
@NullMarked
package org.schoolgate.roster;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
