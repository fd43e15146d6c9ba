package org.schoolgate.ui;

/** A sentence on every page until what it asks for is done, with the way there. */
public record Reminder(String text, String link, String href) {}
