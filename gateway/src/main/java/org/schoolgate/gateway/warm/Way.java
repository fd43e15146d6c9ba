package org.schoolgate.gateway.warm;

import java.io.IOException;

/** One way to a gateway. */
@FunctionalInterface
interface Way {
    /** Goes it some times, and says so of each answer. */
    void go(Runnable answered) throws IOException;
}
