package org.schoolgate.filtering;

import java.time.Instant;
import org.schoolgate.gateway.feed.SafeModes;

/** How a school chose that search engines and YouTube show themselves to a group, and why. */
record SafeModesChoice(ReaderGroup group, SafeModes modes, String by, Instant at, String reason) {}
