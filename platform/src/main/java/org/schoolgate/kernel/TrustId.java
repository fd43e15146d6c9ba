package org.schoolgate.kernel;

import java.util.UUID;

/** A trust of schools; a school on its own is a trust of one. */
public record TrustId(UUID value) implements Comparable<TrustId> {
    public static TrustId of(String text) {
        return new TrustId(UUID.fromString(text));
    }

    public static TrustId random() {
        return new TrustId(UUID.randomUUID());
    }

    @Override
    public int compareTo(TrustId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
