package org.schoolgate.activity;

import java.util.UUID;

/** A look at what somebody did. */
public record LookUpId(UUID value) {
    static LookUpId random() {
        return new LookUpId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
