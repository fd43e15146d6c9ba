package org.schoolgate.cases;

import java.util.UUID;

/** One action that follows from a case. */
public record ActionId(UUID value) {
    public static ActionId of(String text) {
        return new ActionId(UUID.fromString(text));
    }

    static ActionId random() {
        return new ActionId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
