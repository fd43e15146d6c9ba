package org.schoolgate.gateway.dns;

/** What became of a question: the response codes of RFC 1035 and RFC 6891 that are used here. */
final class Code {
    static final int NO_ERROR = 0;
    static final int FORMAT_ERROR = 1;
    static final int SERVER_FAILURE = 2;
    static final int NO_SUCH_NAME = 3;
    static final int NOT_IMPLEMENTED = 4;
    static final int REFUSED = 5;
    /** Its upper bits stand in the answer's OPT record. */
    static final int BAD_VERSION = 16;

    private Code() {}
}
