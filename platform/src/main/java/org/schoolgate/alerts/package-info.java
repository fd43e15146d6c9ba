/**
 * What the filter sees becomes a signal: each event is graded by the school's rules, what one reader does over and over is
 * one signal, and a danger opens a case and rings at once, whatever the hour.
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
            "gateways",
            "activity"
        })
@NullMarked
package org.schoolgate.alerts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
