package org.schoolgate.cases;

/** Something that a child told, and what came back. */
public record Heard(Report report, Hearing hearing) {}
