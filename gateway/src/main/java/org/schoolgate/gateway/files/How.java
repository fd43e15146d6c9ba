package org.schoolgate.gateway.files;

/** How a file is let through. */
public enum How {
    /** As it comes: nothing is to be found in it. */
    AS_IT_COMES,
    /** As it comes, but for its end, which waits until it has been looked through; and it goes on where that cannot be. */
    PASSING,
    /** When it has been looked through, and not otherwise. */
    WAITING
}
