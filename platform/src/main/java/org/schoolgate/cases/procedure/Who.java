package org.schoolgate.cases.procedure;

import java.util.UUID;

/** Whoever did a step, with the name that they had then. */
public record Who(UUID id, String name) {}
