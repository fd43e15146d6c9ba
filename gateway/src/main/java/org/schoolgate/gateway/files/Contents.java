package org.schoolgate.gateway.files;

/** What is in an archive. */
sealed interface Contents {
    /**
     * No program.
     *
     * @param macros whether a document in it holds small programs
     */
    record Harmless(boolean macros) implements Contents {}

    /**
     * A program.
     *
     * @param name what it is called there: at most 80 letters, digits, dots, hyphens and underscores
     */
    record Program(String name) implements Contents {}

    /** It cannot be looked into. */
    record Closed(Examined.Lock lock) implements Contents {}
}
