package org.schoolgate.gateway.dns;

/** Types of records, as far as they are treated apart. */
final class Type {
    static final int A = 1;
    static final int NS = 2;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int PTR = 12;
    static final int HINFO = 13;
    static final int MINFO = 14;
    static final int MX = 15;
    static final int TXT = 16;
    static final int RP = 17;
    static final int AFSDB = 18;
    static final int RT = 21;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int KX = 36;
    static final int DNAME = 39;
    static final int OPT = 41;
    static final int SVCB = 64;
    static final int HTTPS = 65;
    /** From here to {@link #ANY} are questions that no record answers: transfers and signatures of messages. */
    static final int FIRST_META = 249;

    static final int ANY = 255;

    private Type() {}

    /** As people write it. */
    static String name(int type) {
        return switch (type) {
            case A -> "A";
            case NS -> "NS";
            case CNAME -> "CNAME";
            case SOA -> "SOA";
            case PTR -> "PTR";
            case MX -> "MX";
            case TXT -> "TXT";
            case AAAA -> "AAAA";
            case SRV -> "SRV";
            case SVCB -> "SVCB";
            case HTTPS -> "HTTPS";
            case ANY -> "ANY";
            default -> "TYPE" + type;
        };
    }

    static boolean isAddress(int type) {
        return type == A || type == AAAA;
    }

    static boolean isService(int type) {
        return type == SVCB || type == HTTPS;
    }
}
