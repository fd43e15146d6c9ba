package org.schoolgate.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.PolicyCopy;
import org.schoolgate.gateway.who.Announced;
import org.schoolgate.gateway.who.Bindings;

/**
 * What a process of a gateway knows, for the one that takes its place: its policy, who is where, and what was said of it, so
 * that nobody has to sign in again, who has gone stays gone, and what was said once is not heard twice.
 */
record Remembered(@Nullable PolicyCopy policy, List<Bindings.Bound> bound, Heard network, Heard computers) {
    /** Of one source: its sessions, and what was said. */
    record Heard(List<Announced.Session> sessions, List<String> said) {}

    /** Whether it is of the school whose policy this is: another's is no business of this one. */
    boolean isOf(PolicyCopy copy) {
        return policy != null && policy.school().equals(copy.school());
    }
}
