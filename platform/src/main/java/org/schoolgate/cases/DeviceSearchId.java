package org.schoolgate.cases;

import java.util.UUID;

/** One search of a pupil's device. */
public record DeviceSearchId(UUID value) {
    public static DeviceSearchId of(String text) {
        return new DeviceSearchId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
