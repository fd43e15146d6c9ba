package org.schoolgate.cases;

import java.time.Instant;

/** That new cases of a school's own kind are opened no longer; those that have begun go on. */
public record Retired(String byName, Instant at, String why) {}
