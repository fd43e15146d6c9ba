package org.schoolgate.cases;

import java.util.UUID;

/** One letter to a parent. */
public record SanctionLetterId(UUID value) {
    public static SanctionLetterId of(String text) {
        return new SanctionLetterId(UUID.fromString(text));
    }

    static SanctionLetterId random() {
        return new SanctionLetterId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
