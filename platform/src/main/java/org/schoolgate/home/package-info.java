/** What each kind of person sees first, gathered from the modules that know. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tenancy",
            "ui",
            "roster",
            "agreements",
            "agreements :: wording",
            "permissions",
            "signin",
            "access",
            "gateways",
            "filtering",
            "activity",
            "cases"
        })
@NullMarked
package org.schoolgate.home;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
