/** Agreements: their texts and versions, the rounds in which people are asked, and what each of them answered. */
@ApplicationModule(
        allowedDependencies = {"kernel", "tenancy", "audit", "ui", "documents", "messages", "signin", "roster"})
@NullMarked
package org.schoolgate.agreements;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
