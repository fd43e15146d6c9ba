package org.schoolgate.gateways.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.stream.Collectors;
import org.schoolgate.gateways.Gateway;
import org.schoolgate.gateways.Place;

/**
 * One place in words.
 *
 * @param range its addresses; empty where its port alone tells it
 * @param port empty where its addresses alone tell it
 * @param trouble why it does not hold as it should; empty where it does
 * @param meaning what the port does; empty where there is none
 * @param shared whether its addresses are; empty where it has none
 */
public record PlaceRow(
        String id,
        String name,
        String range,
        String port,
        String trouble,
        String meaning,
        String profile,
        String shared) {

    /** @param gateways those in use */
    static PlaceRow of(Place place, String profile, List<Gateway> gateways) {
        var range = place.range();
        var port = place.port();
        return new PlaceRow(
                place.id().toString(),
                place.name(),
                range == null ? "" : range,
                port == null ? "" : port.toString(),
                port == null ? "" : trouble(port, gateways),
                port == null ? "" : say(range == null ? "gateways.places.port.alone" : "gateways.places.port.with"),
                profile,
                range == null ? "" : shared(place));
    }

    private static String shared(Place place) {
        return say(place.shared() ? "gateways.places.shared.yes" : "gateways.places.shared.no");
    }

    private static String trouble(int port, List<Gateway> gateways) {
        var without = gateways.stream()
                .filter(gateway -> !gateway.health().ports().contains(port))
                .toList();
        if (without.size() == gateways.size()) {
            return say("gateways.places.port.nowhere", Integer.toString(port));
        }
        return without.isEmpty()
                ? ""
                : say(
                        "gateways.places.port.not-at",
                        without.stream().map(Gateway::name).collect(Collectors.joining(", ")));
    }
}
