package org.schoolgate.kernel;

import java.util.UUID;

/** A person's identity in a trust, the same in each of its schools. */
public record PersonId(UUID value) implements Comparable<PersonId> {
    public static PersonId of(String text) {
        return new PersonId(UUID.fromString(text));
    }

    public static PersonId random() {
        return new PersonId(UUID.randomUUID());
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
