package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.engine.Host;

/** What somebody typed or pasted for a site: one site, or why it is none. */
public sealed interface SiteText {
    /**
     * One site.
     *
     * @param host in its one canonical spelling
     * @param hadMore there was a page, a port or a question behind the name, which a rule does not look at
     */
    record One(String host, boolean hadMore) implements SiteText {}

    /** A whole ending under which anybody may have a site. */
    record TooWide(String ending) implements SiteText {}

    record Unreadable() implements SiteText {}

    static SiteText of(String typed) {
        var text = typed.strip();
        return switch (Host.ofUrl(text)) {
            case Host.Name(var name) ->
                Site.of(text)
                        .<SiteText>map(host -> new One(host, hasMore(text)))
                        .orElseGet(() -> new TooWide(name));
            case Host.Address(var address) -> new One(address, hasMore(text));
            case Host.Malformed _ -> new Unreadable();
        };
    }

    private static boolean hasMore(String text) {
        var behind = text.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "");
        int slash = behind.indexOf('/');
        return (slash >= 0 && slash < behind.length() - 1) || behind.indexOf('?') >= 0 || behind.indexOf('#') >= 0;
    }

    /** Why it is no site, in a sentence; empty for one that is. */
    default String fault() {
        return switch (this) {
            case One _ -> "";
            case TooWide(var ending) -> say("filtering.site.too-wide", ending);
            case Unreadable _ -> say("filtering.site.unreadable");
        };
    }
}
