package org.schoolgate.engine;

/**
 * An address as somebody pastes it: where a browser would go with it, and for which page.
 *
 * @param path with its query and without its fragment; {@code /} where it has none
 */
public record Url(Host host, String path) {
    /** The part of the site that it is about, without a query, as a rule for it is written; empty for the whole site. */
    public String part() {
        return SitePath.canonical(path);
    }

    /** Reads a URL, or a bare host with or without a path. */
    public static Url of(String text) {
        return UrlText.read(text);
    }
}
