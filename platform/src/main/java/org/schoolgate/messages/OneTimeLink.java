package org.schoolgate.messages;

import java.util.Locale;
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

    /** The same to be read off paper and typed, in groups of four; {@link #typed} undoes it. Only paper's links are short. */
    public String code() {
        return token.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** What somebody meant who typed a code: capitals or not, with or without the dashes. */
    public static String typed(String code) {
        return code.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "/s/… (link " + id + ")";
    }
}
