package org.schoolgate.gateway.dns;

/**
 * What is looked up.
 *
 * @param asked the name that the client asked for
 * @param wanted the name that is looked up for it: the same, or the restricted one in its place
 */
record Key(String asked, String wanted, int type) {
    boolean isInstead() {
        return !wanted.equals(asked);
    }
}
