package org.schoolgate.filtering;

import java.util.Optional;
import java.util.Set;
import org.schoolgate.engine.Host;

/** A site as somebody typed it, read the way the engine reads it. */
final class Site {
    /** Domains under which anybody may have a site: a rule for one would be a rule for half the web. */
    private static final Set<String> SHARED = Set.of(
            "co.uk",
            "org.uk",
            "ac.uk",
            "gov.uk",
            "sch.uk",
            "nhs.uk",
            "me.uk",
            "ltd.uk",
            "plc.uk",
            "net.uk",
            "com.au",
            "co.nz",
            "github.io",
            "blogspot.com",
            "wordpress.com",
            "sites.google.com",
            "web.app",
            "pages.dev");

    private Site() {}

    /** The host in its one canonical spelling; empty where there is none, or it is too wide to be one site. */
    static Optional<String> of(String typed) {
        return switch (Host.ofUrl(typed.strip())) {
            case Host.Name(var name) when name.indexOf('.') > 0 && !SHARED.contains(name) -> Optional.of(name);
            case Host.Name _ -> Optional.empty();
            case Host.Address(var address) -> Optional.of(address);
            case Host.Malformed _ -> Optional.empty();
        };
    }
}
