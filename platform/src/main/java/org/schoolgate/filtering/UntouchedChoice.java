package org.schoolgate.filtering;

import java.time.Instant;
import java.util.List;

/** The hosts that a school keeps out of looking inside, from a moment on, and why. */
record UntouchedChoice(List<String> hosts, String by, Instant at, String reason) {}
