package org.schoolgate.cases;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Role;

/**
 * Where something goes that is told about a matter (INC-3).
 *
 * @param heardBy who hears of it besides those whom the school names for all reports
 * @param procedure the kind of case that follows as a rule; empty where that is to be seen
 * @param said who changed it for the school and why; null where it is as it comes with the program
 */
public record Route(
        Matter matter,
        Set<Role> heardBy,
        String procedure,
        @Nullable Said said) {
    /** What a school decided. */
    public record Said(String by, Instant at, String why) {}

    public Route {
        heardBy = Set.copyOf(heardBy);
    }

    /** As it comes with the program. */
    static Route brought(Matter matter) {
        return new Route(matter, matter.heardBy(), matter.procedure(), null);
    }
}
