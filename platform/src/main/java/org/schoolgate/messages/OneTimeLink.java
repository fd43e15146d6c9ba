package org.schoolgate.messages;

import java.util.UUID;

/** A link that has just been issued. Its token is in no log and no row: whoever holds this value hands it over, or nobody. */
public final class OneTimeLink {
    private final UUID id;
    private final String token;

    OneTimeLink(UUID id, String token) {
        this.id = id;
        this.token = token;
    }

    public UUID id() {
        return id;
    }

    /** Where it leads, below the program's address. */
    public String path() {
        return "/s/" + token;
    }

    @Override
    public String toString() {
        return "/s/… (link " + id + ")";
    }
}
