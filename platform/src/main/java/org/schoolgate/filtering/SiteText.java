package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import org.jspecify.annotations.Nullable;
import org.schoolgate.engine.Host;
import org.schoolgate.engine.Url;

/** What somebody typed or pasted for a site: one site, or why it is none. */
public sealed interface SiteText {
    /**
     * One site.
     *
     * @param host in its one canonical spelling
     * @param path of the page that was behind the name, in its one spelling; empty for none
     */
    record One(String host, String path) implements SiteText {
        /** The part of the site that is meant. */
        public String site() {
            return host + path;
        }

        /** The site that it is a page of: its host, or the part of it that is a site of its own. */
        public String whole() {
            return Site.of(site()).orElse(host);
        }
    }

    /** A whole ending under which anybody may have a site. */
    record TooWide(String ending) implements SiteText {}

    record Unreadable() implements SiteText {}

    /** A site as a whole, of which the host tells everything. */
    static SiteText of(String typed) {
        var page = ofPage(typed);
        return page instanceof One(var host, var _) && Host.of(host) instanceof Host.Name && !Site.isOneSite(host)
                ? new TooWide(host)
                : page;
    }

    /** A site or a part of one; a host that has many sites is told apart by the path. */
    static SiteText ofPage(String typed) {
        var text = typed.strip();
        var url = Url.of(text);
        if (url.part().length() > Site.LONGEST_PATH) {
            return new Unreadable();
        }
        return switch (url.host()) {
            case Host.Name(var name) ->
                Site.of(text).<SiteText>map(_ -> new One(name, url.part())).orElseGet(() -> new TooWide(name));
            case Host.Address(var address) -> new One(address, url.part());
            case Host.Malformed _ -> new Unreadable();
        };
    }

    /** Why no rule can be about just that page: what follows a question mark tells it apart. Null where one can. */
    static @Nullable String question(String typed) {
        var url = Url.of(typed.strip());
        return url.part().isEmpty() || url.path().indexOf('?') < 0
                ? null
                : say("filtering.site.question", url.host().shown() + url.part());
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
