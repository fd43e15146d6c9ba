package org.schoolgate.roster;

import java.util.UUID;

/** A room of a school. */
public record RoomId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
