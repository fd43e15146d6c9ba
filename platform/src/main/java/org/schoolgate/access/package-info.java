/**
 * Whether somebody may go online: worked out each time from the roll, agreements, holds and supervision, and never
 * stored.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tenancy",
            "audit",
            "ui",
            "signin",
            "roster",
            "agreements",
            "agreements :: wording",
            "permissions"
        })
@NullMarked
package org.schoolgate.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
