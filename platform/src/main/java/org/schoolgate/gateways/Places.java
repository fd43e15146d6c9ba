package org.schoolgate.gateways;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A school's places: which of its addresses are where, and what holds there for whoever is not known. */
@Service
public class Places {
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

    /** What became of a wish to note one. */
    public sealed interface Noting {
        record Done(Place place) implements Noting {}

        /** It is no range of addresses. */
        record NotARange() implements Noting {}

        /** The same range is a place already. */
        record Known(String range) implements Noting {}
    }

    @Transactional(readOnly = true)
    public List<Place> all(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        return store.all(actor.school());
    }

    /** Notes what holds for a range of addresses; the longest range that holds an address wins. */
    @Transactional
    public Noting note(Actor actor, String name, String range, String profile, boolean shared) {
        ACCESS.require(actor, Operation.CHANGE);
        var canonical = AddressRange.canonical(range);
        if (canonical.isEmpty()) {
            return new Noting.NotARange();
        }
        var place = new Place(UUID.randomUUID(), name, canonical.get(), profile, shared);
        if (!store.add(actor.school(), place, clock.instant())) {
            return new Noting.Known(place.range());
        }
        events.publishEvent(new Noted(actor, place));
        return new Noting.Done(place);
    }

    /** From now on whoever is not known there is a stranger, or stands in the next larger place. */
    @Transactional
    public void remove(Actor actor, UUID id) {
        ACCESS.require(actor, Operation.CHANGE);
        var place = store.lock(actor.school(), id).orElseThrow(() -> new NotFound("place " + id));
        store.remove(actor.school(), id, clock.instant());
        events.publishEvent(new Removed(actor, place));
    }

    /** A range of addresses was noted as a place. */
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
                    "range", place.range(),
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
            return Map.of("name", place.name(), "range", place.range());
        }
    }
}
