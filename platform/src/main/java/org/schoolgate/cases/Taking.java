package org.schoolgate.cases;

import java.time.Instant;

/** What came of somebody saying "I have this". */
public sealed interface Taking {
    record Yours() implements Taking {}

    record AlreadyTaken(String by, Instant at) implements Taking {}
}
