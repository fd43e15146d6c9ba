package org.schoolgate.engine.lists;

/** What a line of a list holds: any number of hosts, and what of it cannot be used. */
interface Entries {
    /** A host that is listed with everything below it; a top-level domain is refused. */
    void host(String raw);

    /** Like {@link #host}, where the list's own writing says that it means everything below, so that even a top-level domain is meant. */
    void everythingBelow(String raw);

    void reject(String why);
}
