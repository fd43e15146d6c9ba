package org.schoolgate.documents;

import java.util.UUID;

/** One piece of evidence. */
public record EvidenceId(UUID value) {
    public static EvidenceId of(String text) {
        return new EvidenceId(UUID.fromString(text));
    }

    static EvidenceId random() {
        return new EvidenceId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
