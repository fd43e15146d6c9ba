package org.schoolgate.filtering;

import java.time.Instant;

/** One change of a profile as people read it: what, what it is from then on, who chose it and why. */
public record ProfileChange(String what, String now, String by, Instant at, String reason) {}
