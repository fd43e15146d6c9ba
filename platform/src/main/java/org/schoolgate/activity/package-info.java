/** What gateways saw: taking it in, keeping it as long as the school says, and who may look at it for which purpose. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tenancy",
            "audit",
            "ui",
            "signin",
            "roster",
            "permissions",
            "access",
            "gateways"
        })
@NullMarked
package org.schoolgate.activity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
