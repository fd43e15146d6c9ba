package org.schoolgate.engine;

import org.jspecify.annotations.Nullable;

/** A host in canonical form: the one spelling under which it is listed, ruled, decided and recorded. */
public sealed interface Host {

    /** A domain name: lower-case A-labels, no trailing dot. */
    record Name(String value) implements Host {
        /**
         * Why no browser goes to this name, though it can be looked up: an A-label that stands for nothing. Null when all is well.
         * Lists hold such names, so they are names; but none is ever allowed.
         */
        public @Nullable String fault() {
            return Idna.faultOf(value);
        }

        /** Whether letters of two scripts stand in one label, as they do where a name is dressed up as another. */
        public boolean mixesScripts() {
            return Scripts.mixed(value);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** An IP address: four decimal numbers, or RFC 5952 text without brackets; an IPv4-mapped one is the IPv4 address. */
    record Address(String value) implements Host {
        @Override
        public String toString() {
            return value;
        }
    }

    /** Something that names no host, and why. */
    record Malformed(String why) implements Host {}

    /** As it is recorded and shown: its spelling, or why it has none. */
    default String shown() {
        return switch (this) {
            case Name(var name) -> name;
            case Address(var address) -> address;
            case Malformed(var why) -> why;
        };
    }

    /** Reads a host as people, browsers and lists write it; a port, a trailing dot, brackets and userinfo may stand around it. */
    static Host of(String raw) {
        return HostText.read(raw);
    }

    /** Reads the host of a URL, or of a bare host with or without a path, where a browser would find it. */
    static Host ofUrl(String url) {
        return UrlText.read(url).host();
    }
}
