package org.schoolgate.access;

import java.util.Set;

/** How much a hold takes from somebody. Whatever it is, everything else stays open to them. */
public sealed interface Scope {
    /** All that its kind closes. */
    record Everything() implements Scope {}

    /**
     * A programme or a site.
     *
     * @param name as people call it
     * @param hosts all that belong to it in their canonical spelling, each with what is below it
     */
    record Sites(String name, Set<String> hosts) implements Scope {
        public Sites {
            hosts = Set.copyOf(hosts);
            if (name.isBlank() || hosts.isEmpty()) {
                throw new IllegalArgumentException("no site: " + name + " " + hosts);
            }
        }
    }

    /** All sites of a sort. */
    record Sort(Pastime pastime) implements Scope {}

    /** Computers or laptops of the school: adults see to it, as the school's filter does not know one from another. */
    record Devices(String name) implements Scope {
        public Devices {
            named(name);
        }
    }

    /** A group or community, whose own owners take somebody out of it. */
    record Group(String name) implements Scope {
        public Group {
            named(name);
        }
    }

    /** Sorts of sites that people spend their time with. */
    enum Pastime {
        GAMES,
        VIDEO,
        SOCIAL,
        /** All of them: what people use for themselves, and not for work. */
        PRIVATE
    }

    default boolean isEverything() {
        return this instanceof Everything;
    }

    /** Whether the school's filter keeps it, and nobody has to. */
    default boolean isKeptByTheFilter() {
        return switch (this) {
            case Everything _, Sites _, Sort _ -> true;
            case Devices _, Group _ -> false;
        };
    }

    private static void named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("something without a name");
        }
    }
}
