/** Somebody asks, whoever the school named decides, it ends by itself: one engine for every permission. */
@ApplicationModule(allowedDependencies = {"kernel", "tenancy", "audit", "ui", "messages", "roster"})
@NullMarked
package org.schoolgate.permissions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
