package org.schoolgate.engine;

/** Text that names no host; its message is the reason that people are given. */
final class MalformedHost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedHost(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
