package org.schoolgate.cases;

import org.jspecify.annotations.Nullable;

/** What became of a wish to open a case. */
public sealed interface Opening {
    /**
     * It is open.
     *
     * @param sight what whoever opened it sees of it
     */
    record Opened(CaseFile file, Sight sight) implements Opening {}

    /**
     * One follows from that report already.
     *
     * @param id null where it is not for whoever asked
     */
    record OpenAlready(@Nullable CaseId id) implements Opening {}

    record NoSuchKind() implements Opening {}
}
