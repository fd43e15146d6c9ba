package org.schoolgate.gateway.dns;

/** What the bytes of a client turn out to be. */
sealed interface Reading permits Question, Reading.Fault, Reading.Nothing {
    /** Something that is answered with an error at once. */
    final class Fault implements Reading {
        final int id;
        final int flags;
        final int code;

        /** Its question section; empty where none could be read. */
        final byte[] asked;

        Fault(int id, int flags, int code, byte[] asked) {
            this.id = id;
            this.flags = flags;
            this.code = code;
            this.asked = asked;
        }
    }

    /** Nothing that anybody should answer. */
    enum Nothing implements Reading {
        NOTHING
    }
}
