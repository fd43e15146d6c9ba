package org.schoolgate.agreements;

import java.util.UUID;

/** Names a paper that came back. */
public record PaperId(UUID value) {
    static PaperId random() {
        return new PaperId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
