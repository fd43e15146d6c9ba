package org.schoolgate.gateways;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.gateway.feed.Presence;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whom the school's gateways know at which address just now, and by what: where a pupil is taken for a guest, or a teacher
 * for a pupil, the reason stands here. Only the last word of each gateway is kept.
 */
@Service
public class WhoIsWhere {
    /** A gateway that has said nothing for so long is not believed any more; it says who is there once a minute. */
    private static final Duration STALE = Duration.ofMinutes(3);

    private final PresenceStore store;
    private final PlaceStore places;
    private final Pseudonyms pseudonyms;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WhoIsWhere(
            PresenceStore store,
            PlaceStore places,
            Pseudonyms pseudonyms,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.places = places;
        this.pseudonyms = pseudonyms;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** What a role may do with it. */
    public enum Operation {
        SEE
    }

    /** Who may see it. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.SEE, Role.TECHNICIAN, Role.HEAD)
            .done();

    /** How sure it is that the address speaks for this person alone. */
    public enum Confidence {
        /** They signed in there themselves, in a browser. */
        SURE,
        /** The network or a computer says so. */
        LIKELY,
        /** Somebody else is known there too: the strictest rules of both hold for both. */
        DOUBTFUL
    }

    /**
     * Somebody at an address.
     *
     * @param place what the school calls the place; null where it has no name
     * @param source TICKET, LOG_ON or RADIUS
     */
    public record Somebody(
            Person person,
            String address,
            @Nullable String place,
            String gateway,
            String source,
            Confidence confidence,
            Instant since,
            Instant heardAt,
            Instant until) {}

    /** A gateway says who is where. */
    @Transactional
    public void told(CallingGateway gateway, List<Presence> presences) {
        store.told(
                gateway.school(),
                gateway.id(),
                presences.stream().limit(Presence.MOST).toList(),
                clock.instant());
    }

    /** Everybody who is known somewhere, by name. Looking is on the record. */
    @Transactional
    public List<Somebody> now(Actor actor) {
        ACCESS.require(actor, Operation.SEE);
        var now = clock.instant();
        var told = store.since(actor.school(), now.minus(STALE));
        var refs = told.stream()
                .flatMap(one -> one.presences().stream())
                .map(Presence::reader)
                .distinct()
                .toList();
        var people = pseudonyms.behind(actor.school(), refs);
        var persons = roster.persons(actor.school(), people.values());
        var ranges = places.all(actor.school());
        events.publishEvent(new Seen(actor, refs.size()));
        return told.stream()
                .flatMap(one -> one.presences().stream()
                        .filter(presence -> presence.until().isAfter(now))
                        .flatMap(presence -> Optional.ofNullable(people.get(presence.reader()))
                                .map(persons::get)
                                .map(person -> somebody(person, presence, one.gateway(), ranges))
                                .stream()))
                .sorted(Comparator.comparing(
                        (Somebody one) -> one.person().name().sorted()))
                .toList();
    }

    private static Somebody somebody(Person person, Presence presence, String gateway, List<Place> ranges) {
        return new Somebody(
                person,
                presence.address(),
                place(presence.address(), ranges),
                gateway,
                presence.source(),
                !presence.alone()
                        ? Confidence.DOUBTFUL
                        : presence.source().equals("TICKET") ? Confidence.SURE : Confidence.LIKELY,
                presence.since(),
                presence.heardAt(),
                presence.until());
    }

    /** The narrowest place that holds the address. */
    private static @Nullable String place(String address, List<Place> places) {
        var there = InetAddress.ofLiteral(address);
        return places.stream()
                .flatMap(place -> Stream.ofNullable(place.range())
                        .map(range -> Map.entry(org.schoolgate.gateway.who.AddressRange.of(range), place.name())))
                .filter(entry -> entry.getKey().holds(there))
                .max(Comparator.comparingInt(entry -> entry.getKey().prefix()))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /** Somebody looked at who is where. */
    public record Seen(Actor by, int people) implements Audited {
        @Override
        public String kind() {
            return "who-is-where.seen";
        }

        @Override
        public String subject() {
            return "school:" + by.school();
        }

        @Override
        public Map<String, String> facts() {
            return Map.of("people", Integer.toString(people));
        }
    }
}
