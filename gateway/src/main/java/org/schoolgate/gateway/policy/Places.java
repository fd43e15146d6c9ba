package org.schoolgate.gateway.policy;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.PlaceRule;
import org.schoolgate.gateway.who.AddressRange;

/** At which places somebody may be. */
final class Places {
    /*
     * Nobody chooses the address from which they come, but whoever can reach two ports of the proxy chooses between them. So an
     * address says where somebody is, and a port opens nothing by itself:
     *
     * - the narrowest range wins, also over a port;
     * - where places have ranges and ports, the port tells them apart, as the school says that the network there lets nobody
     *   else reach it. Whoever comes by a port that is none of theirs may be at any of them, so all of them count;
     * - a place with a port alone counts beside the one that the address tells, and nowhere else.
     *
     * Of places that count together, what any of them closes is closed.
     */
    private final List<Ranged> ranged = new ArrayList<>();
    private final List<PlaceRule> portsAlone = new ArrayList<>();

    /** @param alone what it comes to where no other place counts */
    private record Ranged(AddressRange range, PlaceRule rule, Whereabouts alone) {
        Ranged(AddressRange range, PlaceRule rule) {
            this(range, rule, new Whereabouts(List.of(rule), rule.shared()));
        }

        boolean isBy(int port) {
            return rule.port() == null || rule.port() == port;
        }

        boolean wantsPort() {
            return rule.port() != null;
        }
    }

    /**
     * Where somebody may be.
     *
     * @param places that count together, first the one that is taken for theirs; none where the address tells of none
     * @param shared whether the address may be of several people
     */
    record Whereabouts(List<PlaceRule> places, boolean shared) {
        /** How it is told in the record of what was seen. */
        String words() {
            if (places.isEmpty()) {
                return "";
            }
            String all = ", place " + places.getFirst().words();
            return switch (places.size()) {
                case 1 -> all;
                case 2 -> all + " with " + places.getLast().words();
                default -> all + " with " + (places.size() - 1) + " others";
            };
        }
    }

    /** @param faults takes what cannot be made ready */
    Places(List<PlaceRule> rules, Consumer<String> faults) {
        for (PlaceRule rule : rules) {
            String range = rule.addressRange();
            if (range == null) {
                portsAlone.add(rule);
                continue;
            }
            try {
                ranged.add(new Ranged(AddressRange.of(range), rule));
            } catch (IllegalArgumentException e) {
                faults.accept("place " + range + ": " + e.getMessage());
            }
        }
        ranged.sort(Comparator.comparingInt((Ranged place) -> place.range().prefix())
                .thenComparing(Ranged::wantsPort)
                .reversed());
    }

    /** @param port of the proxy by which they came; none of it where they came otherwise */
    Whereabouts of(InetAddress address, int port) {
        List<Ranged> others = new ArrayList<>();
        Ranged here = here(address, port, others);
        boolean shared = others.stream().anyMatch(other -> other.rule().shared());
        if (here == null) {
            return new Whereabouts(List.of(), shared);
        }
        if (here.wantsPort()) {
            others.removeIf(other -> other.range().prefix() == here.range().prefix());
        }
        if (others.isEmpty() && portsAlone.isEmpty()) {
            return here.alone();
        }
        List<PlaceRule> places = new ArrayList<>(here.alone().places());
        others.forEach(other -> places.add(other.rule()));
        portsAlone.stream()
                .filter(rule -> rule.port() != null && rule.port() == port)
                .forEach(places::add);
        return new Whereabouts(List.copyOf(places), shared || here.rule().shared());
    }

    /** @param others takes what is as narrow or narrower, and is not where one comes by that port */
    private @Nullable Ranged here(InetAddress address, int port, List<Ranged> others) {
        for (Ranged place : ranged) {
            if (place.range().holds(address)) {
                if (place.isBy(port)) {
                    return place;
                }
                others.add(place);
            }
        }
        return null;
    }
}
