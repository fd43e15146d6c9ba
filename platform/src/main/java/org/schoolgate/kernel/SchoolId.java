package org.schoolgate.kernel;

import java.util.UUID;

/** A school, the owner of everything that belongs to it. */
public record SchoolId(UUID value) implements Comparable<SchoolId> {
    public static SchoolId of(String text) {
        return new SchoolId(UUID.fromString(text));
    }

    public static SchoolId random() {
        return new SchoolId(UUID.randomUUID());
    }

    @Override
    public int compareTo(SchoolId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
