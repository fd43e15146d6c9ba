package org.schoolgate.gateway.dns;

/** Why an answer is as it is (RFC 8914): a number for programs, a sentence for people. */
record Explanation(int number, String sentence) {
    static final int STALE = 3;
    static final int NOT_READY = 14;
    static final int BLOCKED = 15;
    static final int CENSORED = 16;
    static final int FILTERED = 17;
    static final int PROHIBITED = 18;
    static final int UNREACHABLE = 22;

    /** More than this is not read by anybody, and would make packets large. */
    private static final int LONGEST = 300;

    Explanation {
        if (sentence.length() > LONGEST) {
            sentence = sentence.substring(0, LONGEST - 1) + "\u2026";
        }
    }
}
