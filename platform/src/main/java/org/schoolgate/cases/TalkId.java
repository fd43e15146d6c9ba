package org.schoolgate.cases;

import java.util.UUID;

/** One talk that was arranged. */
public record TalkId(UUID value) {
    public static TalkId of(String text) {
        return new TalkId(UUID.fromString(text));
    }

    static TalkId random() {
        return new TalkId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
