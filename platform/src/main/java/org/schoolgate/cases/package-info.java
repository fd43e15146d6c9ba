/**
 * When something goes wrong: what somebody tells is kept before they are thanked, and a case follows from it, step by step
 * by a written procedure, until its gates are met.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tenancy",
            "audit",
            "ui",
            "documents",
            "messages",
            "signin",
            "roster",
            "agreements",
            "access",
            "gateways",
            "filtering"
        })
@NullMarked
package org.schoolgate.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
