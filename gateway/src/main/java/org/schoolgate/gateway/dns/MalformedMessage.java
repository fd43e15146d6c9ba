package org.schoolgate.gateway.dns;

/** Bytes that are no DNS message. It is thrown for anybody's bytes, so it carries no stack. */
final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessage(String why) {
        super(why, null, false, false);
    }
}
