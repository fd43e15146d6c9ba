package org.schoolgate.cases.procedure;

/** One answer of one decision: what a definition has to be walked through for. */
public record Branch(String step, String answer) {}
