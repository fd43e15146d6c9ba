package org.schoolgate.cases;

import java.util.UUID;

/** One file of a child that goes to another school. */
public record TransferId(UUID value) {
    public static TransferId of(String text) {
        return new TransferId(UUID.fromString(text));
    }

    static TransferId random() {
        return new TransferId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
