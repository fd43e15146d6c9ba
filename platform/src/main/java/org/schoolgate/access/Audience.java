package org.schoolgate.access;

import java.util.Locale;

/** Who reads why somebody may not go online, and so in which words. */
public enum Audience {
    /** A child of up to seven, about themselves. */
    KS1,
    /** A child of seven to eleven, about themselves. */
    KS2,
    /** A parent or carer, about their child. */
    PARENT,
    /** Staff, about somebody of the school. */
    STAFF,
    /** An adult, about themselves. */
    SELF;

    /** The words in which somebody of this kind reads about themselves. */
    public static Audience of(ReaderKind kind) {
        return switch (kind) {
            case EYFS, KS1 -> KS1;
            case KS2 -> KS2;
            case STAFF, GUEST -> SELF;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
