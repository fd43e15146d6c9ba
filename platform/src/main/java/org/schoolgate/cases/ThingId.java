package org.schoolgate.cases;

import java.util.UUID;

/** One thing that was taken from somebody. */
public record ThingId(UUID value) {
    public static ThingId of(String text) {
        return new ThingId(UUID.fromString(text));
    }

    static ThingId random() {
        return new ThingId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
