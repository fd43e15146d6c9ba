package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.PersonName;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The things that were taken in a case, and who has them: a phone in the safe is somebody's, and goes back or on. */
@Service
public class CaseThings implements CaseStrand {
    private static final int LONGEST = 200;

    private final CaseDoor door;
    private final ThingStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    CaseThings(CaseDoor door, ThingStore store, ApplicationEventPublisher events, Clock clock) {
        this.door = door;
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** A thing as it was written down when it was taken; null where no time was read. */
    public record Taking(
            String what,
            String from,
            String by,
            String witness,
            @Nullable Instant at,
            String place) {}

    /** A move as it was written down. */
    public record Moving(
            Thing.@Nullable Kind kind, @Nullable Instant at, String to, String signed) {}

    /** The things of a case with its cover. */
    public record Held(CaseFile file, List<Thing> things) {
        public Held {
            things = List.copyOf(things);
        }
    }

    /** The things of a case that its reader has open. */
    @Transactional(readOnly = true)
    public List<Thing> of(Case one) {
        return store.of(one.file().school(), one.file().id());
    }

    @Override
    public boolean isOfPeople() {
        return true;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        var page = "/cases/" + one.file().id() + "/things#thing-";
        return of(one).stream()
                .flatMap(thing -> Stream.concat(
                                Stream.of(taken(thing, page + thing.id())),
                                IntStream.range(0, thing.moves().size())
                                        .mapToObj(place -> moved(thing, place, page + thing.id())))
                        .map(happening -> happening.about(owner(one, thing))))
                .toList();
    }

    /** From whom it was taken, where the name that was written is that of one person on the case and of no other. */
    private static @Nullable PersonId owner(Case one, Thing thing) {
        var named = one.people().stream()
                .filter(person -> PersonName.plain(person.name()).equals(PersonName.plain(thing.takenFrom())))
                .toList();
        return named.size() == 1 ? named.getFirst().person() : null;
    }

    private static Happening taken(Thing thing, String href) {
        return new Happening(
                "thing-" + thing.id(),
                thing.takenAt(),
                thing.writtenAt(),
                thing.writtenByName(),
                say("cases.things.story", thing.what()),
                List.of(new Happening.Line(
                        say("cases.things.taken", thing.takenFrom(), thing.takenBy()),
                        thing.witness().isEmpty()
                                ? say("cases.things.first", thing.place(), thing.writtenByName())
                                : say(
                                        "cases.things.first-seen",
                                        thing.place(),
                                        thing.witness(),
                                        thing.writtenByName()))),
                "lock",
                href,
                null,
                false);
    }

    private static Happening moved(Thing thing, int place, String href) {
        var move = thing.moves().get(place);
        var title = say("cases.things.move." + move.kind().name(), move.to());
        return new Happening(
                "thing-" + thing.id() + "-" + place,
                move.at(),
                move.writtenAt(),
                move.writtenByName(),
                thing.what(),
                List.of(new Happening.Line(
                        title,
                        move.signed().isEmpty()
                                ? ""
                                : say("cases.things.signed", move.signed(), move.writtenByName()))),
                "hand",
                href,
                null,
                false);
    }

    @Transactional
    public Held look(Actor.Somebody actor, CaseId id) {
        var file = door.findWhole(actor, id).one().file();
        door.read(actor, id);
        return new Held(file, store.of(actor.school(), id));
    }

    /** Writes down that something was taken. */
    @Transactional
    public Problems take(Actor.Somebody actor, CaseId id, Taking taking) {
        door.lockWhole(actor, id);
        var now = clock.instant();
        var at = taking.at();
        var problems = Problems.none()
                .when(isNoLine(taking.what()), "what", say("cases.things.no-what"))
                .when(isNoLine(taking.from()), "from", say("cases.things.no-from"))
                .when(isNoLine(taking.by()), "by", say("cases.things.no-by"))
                .when(at == null, "taken", say("cases.evidence.no-time"))
                .when(at != null && at.isAfter(now), "taken", say("cases.note.to-come"))
                .when(isNoLine(taking.place()), "place", say("cases.things.no-place"))
                .when(taking.witness().length() > LONGEST, "witness", say("cases.evidence.long", LONGEST));
        if (problems.any() || at == null) {
            return problems;
        }
        var thing = new Thing(
                ThingId.random(),
                taking.what().strip(),
                taking.from().strip(),
                taking.by().strip(),
                taking.witness().strip(),
                at,
                taking.place().strip(),
                actor.person(),
                actor.name(),
                now,
                List.of());
        keep(actor, id, thing);
        return problems;
    }

    /** Writes down that it moved on: what is back is back. */
    @Transactional
    public Problems move(Actor.Somebody actor, CaseId id, ThingId wanted, Moving moving) {
        door.lockWhole(actor, id);
        var thing = store.of(actor.school(), id).stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new NotFound("thing " + wanted));
        var now = clock.instant();
        var kind = moving.kind();
        var at = moving.at();
        var problems = Problems.none()
                .when(kind == null, "kind", say("cases.things.no-kind"))
                .when(at == null, "at", say("cases.evidence.no-time"))
                .when(at != null && at.isAfter(now), "at", say("cases.note.to-come"))
                .when(at != null && at.isBefore(thing.since()), "at", say("cases.things.before"))
                .when(isNoLine(moving.to()), "to", say("cases.things.no-to"))
                .when(
                        kind != null && kind != Thing.Kind.MOVED && isNoLine(moving.signed()),
                        "signed",
                        say("cases.things.no-signed"))
                .when(thing.isReturned(), "kind", say("cases.things.is-back"));
        if (problems.any() || kind == null || at == null) {
            return problems;
        }
        store.add(
                actor.school(),
                wanted,
                new Thing.Move(
                        kind, at, moving.to().strip(), moving.signed().strip(), actor.person(), actor.name(), now));
        events.publishEvent(
                new CaseEvent(actor, id, What.THING_MOVED, Map.of("thing", wanted.toString(), "how", kind.name())));
        return problems;
    }

    /** A device that was kept when it had been searched: whoever searched it took it. */
    void taken(Actor.Somebody actor, DeviceSearch search) {
        var said = search.said();
        keep(
                actor,
                search.of(),
                new Thing(
                        ThingId.random(),
                        said.device(),
                        search.pupilName(),
                        said.searchedBy(),
                        said.witness(),
                        said.at(),
                        said.whereabouts(),
                        actor.person(),
                        actor.name(),
                        search.writtenAt(),
                        List.of()));
    }

    private void keep(Actor.Somebody actor, CaseId id, Thing thing) {
        store.add(actor.school(), id, thing);
        events.publishEvent(new CaseEvent(
                actor, id, What.THING_TAKEN, Map.of("thing", thing.id().toString())));
    }

    private static boolean isNoLine(String typed) {
        return typed.isBlank() || typed.length() > LONGEST;
    }
}
