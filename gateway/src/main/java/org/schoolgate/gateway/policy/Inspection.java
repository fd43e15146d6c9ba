package org.schoolgate.gateway.policy;

import java.util.Set;
import java.util.stream.Stream;
import org.schoolgate.engine.Host;
import org.schoolgate.gateway.feed.Https;

/** How far a site's HTTPS is looked into. What people do with their money and their health is never looked into. */
public final class Inspection {
    /** No setting opens sites of these categories. */
    static final Set<String> PRIVATE = Set.of("bank", "financial", "health");

    private Inspection() {}

    /**
     * The mode for one site.
     *
     * @param categories in which the lists have it
     * @param essential whether it is a help line or another service that nothing closes
     */
    public static Https.Mode of(Https set, Host host, Set<String> categories, boolean essential) {
        Https.Mode mode = chosen(set, host, categories);
        return mode == Https.Mode.INSPECT && isPrivate(categories, essential) ? Https.Mode.NAME_ONLY : mode;
    }

    /**
     * The mode where several people are at one address: nobody is looked into who was not told, and nobody has untouched what
     * is not left so to all. By names, where they differ or nobody is known.
     */
    static Https.Mode together(Stream<Https.Mode> modes) {
        return modes.reduce((one, other) -> one == other ? one : Https.Mode.NAME_ONLY)
                .orElse(Https.Mode.NAME_ONLY);
    }

    /** Whether no setting can have this site opened. */
    public static boolean isPrivate(Set<String> categories, boolean essential) {
        return essential || categories.stream().anyMatch(PRIVATE::contains);
    }

    private static Https.Mode chosen(Https set, Host host, Set<String> categories) {
        if (isBelow(host, set.never())) {
            return Https.Mode.SPLICE;
        }
        return categories.stream()
                .filter(set.byCategory()::containsKey)
                .map(category -> set.byCategory().getOrDefault(category, set.usual()))
                .min(Https.Mode::compareTo)
                .orElse(set.usual());
    }

    private static boolean isBelow(Host host, Set<String> hosts) {
        String name = host.toString();
        while (!hosts.contains(name)) {
            int dot = name.indexOf('.');
            if (dot < 0 || host instanceof Host.Address) {
                return false;
            }
            name = name.substring(dot + 1);
        }
        return true;
    }
}
