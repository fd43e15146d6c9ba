package org.schoolgate.agreements;

import java.util.UUID;

/** Names one person being asked for one answer. */
public record AskId(UUID value) {
    public static AskId of(String text) {
        return new AskId(UUID.fromString(text));
    }

    public static AskId random() {
        return new AskId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
