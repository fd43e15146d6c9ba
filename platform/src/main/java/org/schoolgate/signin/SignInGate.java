package org.schoolgate.signin;

import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;

/**
 * Something that somebody has to see or do between signing in and everything else, as a bean. Gates are asked in Spring's
 * order at every request of a new session until all of them let through; then the session is through for good.
 */
public interface SignInGate {
    /** Where {@code reader} has to stop; empty to let them through. */
    Optional<Stop> stop(Actor.Somebody reader);

    /**
     * A page that stands in the way.
     *
     * @param page where readers are sent
     * @param patterns what they reach from there, the page itself included, as Spring writes them
     */
    record Stop(String page, List<String> patterns) {
        public static Stop at(String page, String... more) {
            var patterns = new java.util.ArrayList<>(List.of(more));
            patterns.add(page);
            return new Stop(page, List.copyOf(patterns));
        }
    }
}
