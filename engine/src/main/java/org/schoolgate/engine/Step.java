package org.schoolgate.engine;

/** One thing that was looked at on the way to a verdict, what was found, and whether that decided. */
public record Step(Rank rank, String finding, boolean decided) {}
