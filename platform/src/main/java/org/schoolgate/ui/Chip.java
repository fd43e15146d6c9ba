package org.schoolgate.ui;

/** A part of a list that can be chosen, and how many things are in it. */
public record Chip(String text, int count, String href, boolean current) {}
