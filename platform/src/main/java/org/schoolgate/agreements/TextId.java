package org.schoolgate.agreements;

import java.util.UUID;

/** Names one version of an agreement. */
public record TextId(UUID value) {
    public static TextId of(String text) {
        return new TextId(UUID.fromString(text));
    }

    public static TextId random() {
        return new TextId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
