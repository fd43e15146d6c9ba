package org.schoolgate.filtering;

import java.time.Instant;

/** What a school chose for a group and a category, and why. */
record CategoryChoice(
        ReaderGroup group, SiteCategory category, Treatment treatment, String by, Instant at, String reason) {}
