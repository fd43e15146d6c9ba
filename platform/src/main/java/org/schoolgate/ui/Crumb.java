package org.schoolgate.ui;

/** A page above this one. */
public record Crumb(String text, String href) {}
