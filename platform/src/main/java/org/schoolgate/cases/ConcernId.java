package org.schoolgate.cases;

import java.util.UUID;

/** One complaint or concern that came from outside. */
public record ConcernId(UUID value) {
    static ConcernId random() {
        return new ConcernId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
