package org.schoolgate.documents;

/** What became of an agreement to destroy something. */
public enum Destroying {
    DESTROYED,
    /** Whoever asked for it cannot agree to it as well. */
    SAME_PERSON,
    /** Nobody asked for it, or it is gone. */
    NOT_ASKED
}
