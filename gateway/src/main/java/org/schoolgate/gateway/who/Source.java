package org.schoolgate.gateway.who;

/** How somebody came to be known at an address. */
public enum Source {
    /** A browser there carried a ticket from the school's own sign-in page. */
    TICKET("signed in at this address", true, false),
    /** Whoever looks after the school's computers said that they logged on there. */
    LOG_ON("logged on at this computer", true, true),
    /** The Wi-Fi or a switch said so, by RADIUS accounting. */
    RADIUS("signed in to the network", false, true);

    private final String words;
    private final boolean shared;
    private final boolean single;

    Source(String words, boolean shared, boolean single) {
        this.words = words;
        this.shared = shared;
        this.single = single;
    }

    /** How it is told in the record of what was seen. */
    public String words() {
        return words;
    }

    /** A computer that others use too: an adult who leaves it is forgotten. A telephone on the Wi-Fi is its owner's. */
    boolean isShared() {
        return shared;
    }

    /** It knows of one person an address at a time: whoever it names next has taken the place of the one before. */
    boolean isSingle() {
        return single;
    }
}
