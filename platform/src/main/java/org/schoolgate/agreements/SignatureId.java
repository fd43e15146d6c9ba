package org.schoolgate.agreements;

import java.util.UUID;

/** Names one answer that somebody gave. */
public record SignatureId(UUID value) {
    public static SignatureId of(String text) {
        return new SignatureId(UUID.fromString(text));
    }

    public static SignatureId random() {
        return new SignatureId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
