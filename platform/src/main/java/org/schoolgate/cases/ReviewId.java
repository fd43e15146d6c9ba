package org.schoolgate.cases;

import java.util.UUID;

/** One wish that a policy is looked at again. */
public record ReviewId(UUID value) {
    public static ReviewId of(String text) {
        return new ReviewId(UUID.fromString(text));
    }

    static ReviewId random() {
        return new ReviewId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
