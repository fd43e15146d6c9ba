package org.schoolgate.gateway.feed;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far one kind of reader's HTTPS is looked into.
 *
 * @param usual where nothing else is said
 * @param byCategory for sites in these categories of the lists; of several the one that looks in least
 * @param never hosts, each with all names below it, that are passed on untouched: programs that take no certificate but
 *     their maker's, and what the school keeps out of it
 */
public record Https(Mode usual, Map<String, Mode> byCategory, Set<String> never) {
    /** By names alone, as it was before there was a choice. */
    public static final Https NAMES = new Https(Mode.NAME_ONLY, Map.of(), Set.of());

    /** How a tunnel is treated, from the one that sees least to the one that sees most. */
    public enum Mode {
        /** Passed on untouched, whatever is spoken in it; its names are judged and recorded. */
        SPLICE,
        /** TLS alone, judged by the name that is asked for and the name in the greeting. */
        NAME_ONLY,
        /** Opened, so that each request in it is judged by itself. */
        INSPECT
    }

    /** @param byCategory null, as is {@code never}, in a copy that says nothing of it */
    public Https(Mode usual, @Nullable Map<String, Mode> byCategory, @Nullable Set<String> never) {
        this.usual = usual;
        this.byCategory = byCategory == null ? Map.of() : Map.copyOf(byCategory);
        this.never = never == null ? Set.of() : Set.copyOf(never);
    }

    /** Whether anything at all is opened. */
    public boolean looksInside() {
        return usual == Mode.INSPECT || byCategory.containsValue(Mode.INSPECT);
    }
}
