package org.schoolgate.activity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a gateway did with a request. */
public enum SeenAnswer {
    ALLOW,
    BLOCK,
    /** Closed until somebody asks for it. */
    ASK,
    /** No address that can be read. */
    MALFORMED,
    /** The reader may not be online now. */
    SHUT,
    /** Nobody known, nowhere known. */
    UNKNOWN,
    /** An address that is not to be reached from outside. */
    INSIDE,
    /** The site did not answer. */
    FAILED;

    /** The answers by which a site was closed to a reader. */
    static final Set<SeenAnswer> CLOSED = EnumSet.of(BLOCK, ASK, MALFORMED, SHUT, UNKNOWN, INSIDE);

    /** The answer of that word; one that a newer gateway has is taken for a failure, which it is not to be shown as allowed. */
    public static SeenAnswer of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(FAILED);
    }

    /** As it stands in the record. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isClosed() {
        return CLOSED.contains(this);
    }
}
