package org.schoolgate.roster;

import java.util.UUID;

/** A class in one school year. */
public record ClassId(UUID value) {
    public static ClassId of(String text) {
        return new ClassId(UUID.fromString(text));
    }

    public static ClassId random() {
        return new ClassId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
