package org.schoolgate.gateway.files;

import java.util.Locale;

/** What came of looking a file through. */
public sealed interface Examined {
    /** It may go on. */
    record Good() implements Examined {}

    /**
     * It would do harm.
     *
     * @param name what the scanner calls it: at most {@link Clamd#LONGEST_NAME} letters, digits, dots, hyphens and underscores
     */
    record Harmful(String name) implements Examined {}

    /** It could not be looked through, and is of a kind that does not go on unseen. */
    record Unseen(Why why) implements Examined {}

    /**
     * There is a program in it, and its reader may fetch none.
     *
     * @param name what it is called there: at most 80 letters, digits, dots, hyphens and underscores
     */
    record Holds(String name) implements Examined {}

    /** It cannot be looked into, and its reader may fetch no programs. */
    record Opaque(Lock lock) implements Examined {}

    /** Why an archive cannot be looked into. */
    enum Lock {
        /** With a password. */
        LOCKED,
        /** It holds too much, too deep, or grows too large. */
        TOO_MUCH,
        /** It is of a kind that nobody here reads, or not as such archives are. */
        STRANGE;

        /** Its name in keys of words and in the record. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Why something could not be looked through. */
    enum Why {
        /** The scanner cannot be reached. */
        AWAY,
        /** It did not answer in time. */
        SLOW,
        /** So much is looked through already that there is no room for more. */
        BUSY,
        /** It is larger than may be looked through. */
        TOO_LARGE,
        /** It is fetched piece by piece. */
        PIECE;

        /** Whether the same may go on in a while. */
        public boolean isPassing() {
            return this == AWAY || this == SLOW || this == BUSY;
        }

        /** Its name in keys of words and in the record. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** How it is told in the record of what was seen, where it does not go on. */
    default String rule() {
        return switch (this) {
            case Good _ -> throw new IllegalStateException("what is good goes on");
            case Harmful(var name) -> "malware " + name;
            case Holds(var name) -> "file program in an archive: " + name;
            case Opaque(var lock) -> "archive not looked into: " + lock.word().replace('-', ' ');
            case Unseen(var why) -> "not looked through: " + why.word().replace('-', ' ');
        };
    }
}
