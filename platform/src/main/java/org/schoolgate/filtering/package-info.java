/**
 * What the school's filter lets through, for whom and why: profiles over categories, the school's own rules, un-blocks,
 * reports of unsuitable sites, and the proof that it works.
 */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "tenancy",
            "audit",
            "ui",
            "messages",
            "signin",
            "roster",
            "permissions",
            "access",
            "gateways"
        })
@NullMarked
package org.schoolgate.filtering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
