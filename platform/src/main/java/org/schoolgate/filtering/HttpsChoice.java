package org.schoolgate.filtering;

import java.time.Instant;

/** How far a school chose to look into a group's HTTPS, and why. */
record HttpsChoice(ReaderGroup group, HttpsModes modes, String by, Instant at, String reason) {}
