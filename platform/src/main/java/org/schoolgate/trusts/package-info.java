/** What a trust sees of its schools: counts side by side that each school's own job wrote, and never a name. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tenancy",
            "audit",
            "ui",
            "roster",
            "agreements",
            "permissions",
            "access",
            "gateways",
            "filtering",
            "cases"
        })
@NullMarked
package org.schoolgate.trusts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
