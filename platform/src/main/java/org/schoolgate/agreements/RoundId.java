package org.schoolgate.agreements;

import java.util.UUID;

/** Names one round in which people are asked. */
public record RoundId(UUID value) {
    public static RoundId of(String text) {
        return new RoundId(UUID.fromString(text));
    }

    public static RoundId random() {
        return new RoundId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
