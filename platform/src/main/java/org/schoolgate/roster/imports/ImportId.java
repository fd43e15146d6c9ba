package org.schoolgate.roster.imports;

import java.util.UUID;

/** A file that was sent. */
public record ImportId(UUID value) {
    public static ImportId of(String text) {
        return new ImportId(UUID.fromString(text));
    }

    static ImportId random() {
        return new ImportId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
