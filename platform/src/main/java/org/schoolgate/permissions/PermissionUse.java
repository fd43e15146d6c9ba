package org.schoolgate.permissions;

import java.time.Instant;
import java.util.Optional;

/** How often something that was given has been used, as a bean of the module that sees it. */
public interface PermissionUse {
    /** What is known of it; empty where this module sees nothing of that kind. */
    Optional<Used> of(Permission permission);

    /**
     * So often.
     *
     * @param last empty where it was never used
     */
    record Used(long times, Optional<Instant> last) {}
}
