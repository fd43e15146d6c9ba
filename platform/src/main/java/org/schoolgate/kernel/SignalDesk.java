package org.schoolgate.kernel;

import java.util.Collection;
import java.util.Set;

/** Where signals go. Implemented by the module that has cases; called inside the transaction that has the signal. */
public interface SignalDesk {
    /** What follows from a signal: how the record names it, and where it is. */
    record Followed(String subject, String path) {}

    /** Opens what follows from a signal, or says what does already. */
    Followed follow(Actor by, Signal signal);

    /** Keeps more with what follows from a signal, as long as that is open. */
    boolean add(Actor by, String signal, Signal.Proof proof);

    /** Those of some signals from which nothing follows that is still open. */
    Set<String> over(SchoolId school, Collection<String> signals);

    /** Those of some signals of which somebody reads what follows. */
    Set<String> readable(Actor.Somebody actor, Collection<String> signals);
}
