/** The demonstration: an invented trust of two schools, told through the modules' own use cases. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tenancy",
            "ui",
            "documents",
            "messages",
            "roster",
            "gateways",
            "signin",
            "agreements",
            "agreements :: wording",
            "permissions",
            "access",
            "filtering",
            "activity",
            "alerts",
            "cases",
            "trusts"
        })
@NullMarked
package org.schoolgate.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
