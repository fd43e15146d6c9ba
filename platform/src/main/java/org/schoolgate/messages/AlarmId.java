package org.schoolgate.messages;

import java.util.UUID;

/** An alarm: people are rung until somebody answers. */
public record AlarmId(UUID value) {
    public static AlarmId of(String text) {
        return new AlarmId(UUID.fromString(text));
    }

    static AlarmId random() {
        return new AlarmId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
