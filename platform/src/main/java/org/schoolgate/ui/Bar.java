package org.schoolgate.ui;

/** One bar of a chart: how many of how many. */
public record Bar(String label, int part, int whole) {
    /** What is missing from the whole. */
    public int rest() {
        return whole - part;
    }
}
