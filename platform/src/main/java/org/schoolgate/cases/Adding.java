package org.schoolgate.cases;

/** What became of a wish to put somebody on a case. */
public sealed interface Adding {
    /**
     * They are on it.
     *
     * @param sight what whoever added them still sees of it
     */
    record Added(Sight sight) implements Adding {}

    /** It is closed. */
    record Closed() implements Adding {}
}
