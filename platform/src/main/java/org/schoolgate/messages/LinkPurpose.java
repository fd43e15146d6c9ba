package org.schoolgate.messages;

import java.util.List;

/**
 * What a one-time link is for, as a bean of the module that issues it: whoever came by it reaches these paths and no
 * others.
 *
 * @param name stable for ever, {@code agreements.sign}
 * @param patterns as Spring writes them, {@code /agreements/mine/**}
 * @param asksFact whether something known about the person is asked before the link opens, where the school knows
 *     something to ask
 */
public record LinkPurpose(String name, List<String> patterns, boolean asksFact) {
    public static LinkPurpose of(String name, String... patterns) {
        return new LinkPurpose(name, List.of(patterns), false);
    }

    /** The same, and a known fact is asked first. */
    public LinkPurpose askingFact() {
        return new LinkPurpose(name, patterns, true);
    }
}
