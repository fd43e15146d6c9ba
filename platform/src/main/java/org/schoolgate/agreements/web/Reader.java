package org.schoolgate.agreements.web;

import org.schoolgate.agreements.Errand;
import org.schoolgate.kernel.Role;

/** Who reads a page about signing, which decides how it looks and what it calls people. */
public enum Reader {
    PARENT,
    PUPIL,
    ADULT;

    static Reader of(Errand errand) {
        if (errand.isForAnother()) {
            return PARENT;
        }
        return errand.capacity().equals(Role.PUPIL.name()) ? PUPIL : ADULT;
    }

    /** The end of a key of words that has one sentence for each reader. */
    public String key() {
        return switch (this) {
            case PARENT -> "parent";
            case PUPIL -> "pupil";
            case ADULT -> "adult";
        };
    }
}
