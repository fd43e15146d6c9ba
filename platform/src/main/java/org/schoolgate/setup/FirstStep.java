package org.schoolgate.setup;

import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Role;

/** What a school does after it was set up, in this order. */
public enum FirstStep {
    ROSTER,
    SETTINGS,
    TEXTS,
    ROUND,
    GATEWAY;

    /** What a role may do with them. */
    public enum Operation {
        READ
    }

    /** Who is told. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.READ, Role.HEAD, Role.TECHNICIAN)
            .done();
}
