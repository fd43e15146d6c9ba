package org.schoolgate.gateway.health;

import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.EdgeHealth.State;
import org.schoolgate.gateway.feed.Trouble;

/**
 * How an edge is now.
 *
 * @param trouble null where nothing is wrong
 */
public record Reading(State state, @Nullable Trouble trouble) {
    public static final Reading OFF = new Reading(State.OFF, null);
    public static final Reading WELL = new Reading(State.WELL, null);

    public static Reading busy(Trouble trouble) {
        return new Reading(State.BUSY, trouble);
    }

    public static Reading fault(Trouble trouble) {
        return new Reading(State.FAULT, trouble);
    }

    /** At fault where there is trouble. */
    public static Reading of(@Nullable Trouble trouble) {
        return trouble == null ? WELL : fault(trouble);
    }
}
