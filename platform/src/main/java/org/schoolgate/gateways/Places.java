package org.schoolgate.gateways;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's places: which of its addresses and ports are where, and what holds there for whoever is not known. */
@Service
public class Places {
    private static final int MOST_PORTS = 65_535;

    private final PlaceStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Places(PlaceStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with places. */
    public enum Operation {
        SEE,
        CHANGE
    }

    /** Who may see and who may change them. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.SEE, Role.TECHNICIAN, Role.ONLINE_SAFETY_COORDINATOR, Role.HEAD)
            .allow(Operation.CHANGE, Role.TECHNICIAN)
            .done();

    /**
     * A place as somebody wants it.
     *
     * @param range a range of addresses as it was typed; empty where the port alone tells it
     * @param port of the proxy, by which its devices come; null where its addresses alone tell it
     * @param guarded the network of those addresses lets no other device reach the port: whoever can reach it can type it
     */
    public record Wish(
            String name, String range, @Nullable Integer port, String profile, boolean shared, boolean guarded) {
        boolean isByBoth() {
            return !range.isEmpty() && port != null;
        }
    }

    /** What became of a wish to note one. */
    public sealed interface Noting {
        record Done(Place place) implements Noting {}

        /** Nothing would tell it from the rest of the school. */
        record Nowhere() implements Noting {}

        /** It is no range of addresses. */
        record NotARange() implements Noting {}

        /** It is no port. */
        record NotAPort() implements Noting {}

        /** Nobody has said that the network keeps others from the port; so a pupil could choose to be there. */
        record Unguarded() implements Noting {}

        /** The same addresses, or the same addresses and port, are a place already. */
        record Known(String told) implements Noting {}

        /** The port alone, and the port with addresses, cannot both be places. */
        record PortTaken(Place by) implements Noting {}
    }

    @Transactional(readOnly = true)
    public List<Place> all(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        return store.all(actor.school());
    }

    /** Notes what holds for a range of addresses. */
    @Transactional
    public Noting note(Actor actor, String name, String range, String profile, boolean shared) {
        return note(actor, new Wish(name, range, null, profile, shared, false));
    }

    /** Notes what holds at a place; the longest range that holds an address wins, and the stricter where it is in doubt. */
    @Transactional
    public Noting note(Actor actor, Wish wish) {
        ACCESS.require(actor, Operation.CHANGE);
        var port = wish.port();
        if (wish.range().isEmpty() && port == null) {
            return new Noting.Nowhere();
        }
        var range = AddressRange.canonical(wish.range());
        if (range.isEmpty() && !wish.range().isEmpty()) {
            return new Noting.NotARange();
        }
        if (port != null && (port < 1 || port > MOST_PORTS)) {
            return new Noting.NotAPort();
        }
        if (wish.isByBoth() && !wish.guarded()) {
            return new Noting.Unguarded();
        }
        // Behind addresses that ports tell apart are several people; a port alone says nothing of addresses.
        var shared = port == null ? wish.shared() : wish.isByBoth();
        var place = new Place(UUID.randomUUID(), wish.name(), range.orElse(null), port, wish.profile(), shared);
        var taken = store.all(actor.school()).stream()
                .filter(other -> meets(place, other))
                .findFirst();
        if (taken.isPresent()) {
            return new Noting.PortTaken(taken.get());
        }
        if (!store.add(actor.school(), place, clock.instant())) {
            return new Noting.Known(place.told());
        }
        events.publishEvent(new Noted(actor, place));
        return new Noting.Done(place);
    }

    /** Whether one is told by a port alone that tells the other with addresses. */
    private static boolean meets(Place place, Place other) {
        return place.port() != null
                && place.port().equals(other.port())
                && (place.range() == null) != (other.range() == null);
    }

    /** From now on whoever is not known there is a stranger, or stands in the next larger place. */
    @Transactional
    public void remove(Actor actor, UUID id) {
        ACCESS.require(actor, Operation.CHANGE);
        var place = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("place " + id));
        store.remove(actor.school(), id, clock.instant());
        events.publishEvent(new Removed(actor, place));
    }

    /** A range of addresses, or a port, was noted as a place; with both, whoever did so said that the network guards the port. */
    public record Noted(Actor by, Place place) implements ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.NOBODY;
        }

        @Override
        public String kind() {
            return "place.noted";
        }

        @Override
        public String subject() {
            return "place:" + place.id();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of(
                    "name", place.name(),
                    "range", place.told(),
                    "profile", place.profile(),
                    "shared", Boolean.toString(place.shared()));
        }
    }

    /** A place was removed. */
    public record Removed(Actor by, Place place) implements ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.NOBODY;
        }

        @Override
        public String kind() {
            return "place.removed";
        }

        @Override
        public String subject() {
            return "place:" + place.id();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("name", place.name(), "range", place.told());
        }
    }
}
