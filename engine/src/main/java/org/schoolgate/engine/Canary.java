package org.schoolgate.engine;

/**
 * The harmless name by which it is proved that a category's list is there and is asked: below a reserved name, so that
 * nothing ever answers at it.
 */
public final class Canary {
    /** What every canary of a list lies below. */
    public static final String DOMAIN = "canary.schoolgate.example";

    private Canary() {}

    /** The canary of a category of list files; no host where the category's name can be no part of one. */
    public static String of(String category) {
        return category + "." + DOMAIN;
    }
}
