package org.schoolgate.ui;

/** The addresses that a reader reaches where these are not all: while a gate holds them after signing in. */
@FunctionalInterface
public interface Reach {
    /** The request attribute under which sign-in says it; without it every address is reached that the role may open. */
    String ATTRIBUTE = "org.schoolgate.ui.reach";

    boolean holds(String path);
}
