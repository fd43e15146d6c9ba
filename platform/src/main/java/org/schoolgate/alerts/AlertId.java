package org.schoolgate.alerts;

import java.util.UUID;

/** One signal of the filter. */
public record AlertId(UUID value) {
    static AlertId random() {
        return new AlertId(UUID.randomUUID());
    }

    /** What the record calls it. */
    String subject() {
        return "alert:" + value;
    }

    String path() {
        return "/alerts/" + value;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
