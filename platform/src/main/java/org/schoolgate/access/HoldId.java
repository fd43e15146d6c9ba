package org.schoolgate.access;

import java.util.UUID;

/** A hold on somebody's access. */
public record HoldId(UUID value) {
    public static HoldId of(String text) {
        return new HoldId(UUID.fromString(text));
    }

    static HoldId random() {
        return new HoldId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
