package org.schoolgate.agreements;

import java.util.Comparator;

/** The number of a version: 7, and 7.1 once only its words have changed. */
public record VersionNumber(int major, int minor) implements Comparable<VersionNumber> {
    private static final Comparator<VersionNumber> ORDER =
            Comparator.comparingInt(VersionNumber::major).thenComparingInt(VersionNumber::minor);

    /** Before the first. */
    public static final VersionNumber NONE = new VersionNumber(0, 0);

    public VersionNumber after(Change change) {
        return switch (change) {
            case MINOR -> new VersionNumber(major, minor + 1);
            case MAJOR -> new VersionNumber(major + 1, 0);
        };
    }

    @Override
    public int compareTo(VersionNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return minor == 0 ? Integer.toString(major) : major + "." + minor;
    }
}
