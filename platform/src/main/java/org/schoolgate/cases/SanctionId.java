package org.schoolgate.cases;

import java.util.UUID;

/** One sanction. */
public record SanctionId(UUID value) {
    public static SanctionId of(String text) {
        return new SanctionId(UUID.fromString(text));
    }

    static SanctionId random() {
        return new SanctionId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
