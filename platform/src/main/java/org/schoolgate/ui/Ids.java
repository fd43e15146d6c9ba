package org.schoolgate.ui;

import java.util.Optional;
import java.util.UUID;

/** Ids as forms send them back. */
public final class Ids {
    private Ids() {}

    /** The id that was picked; empty where nothing was, or something that is none. */
    public static Optional<UUID> read(String picked) {
        try {
            return Optional.of(UUID.fromString(picked));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
