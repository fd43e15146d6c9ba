package org.schoolgate.cases;

import org.schoolgate.documents.Contents;

/** What became of a wish to open evidence. */
public sealed interface Revealing {
    record Open(Contents contents) implements Revealing {}

    /** Something may be illegal, and nobody opens any of it. */
    record Shut() implements Revealing {}

    /** There is nothing to open: it lies elsewhere, or it was destroyed. */
    record Nothing() implements Revealing {}
}
