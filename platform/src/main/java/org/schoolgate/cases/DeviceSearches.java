package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.DeviceSearch.Parents;
import org.schoolgate.cases.DeviceSearch.Result;
import org.schoolgate.cases.procedure.Effect.Mark;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Setting;
import org.schoolgate.tenancy.Settings;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Searches of pupils' devices. Whoever works at the school writes one down in two minutes and a case follows; whoever reads
 * a case whole writes it down there. Where a search had to stop, what was there is for the safeguarding lead at once.
 */
@Service
public class DeviceSearches implements CaseStrand {
    /** Who may let a pupil's device be searched (INC-14): by law the head, and whom the head has authorised. */
    static final Setting<Set<Role>> AUTHORISE = Setting.someOf(
            "cases.who-authorises-searches",
            Set.of(
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR),
            Set.of(Role.HEAD));

    private static final int LINE = 200;
    private static final int LONGEST = 4_000;
    private static final int MOST_FOUND = 20;

    private final DeviceSearchStore store;
    private final CaseDoor door;
    private final Cases cases;
    private final CaseThings things;
    private final Roster roster;
    private final Settings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DeviceSearches(
            DeviceSearchStore store,
            CaseDoor door,
            Cases cases,
            CaseThings things,
            Roster roster,
            Settings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.door = door;
        this.cases = cases;
        this.things = things;
        this.roster = roster;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** What became of a wish to write a search down. */
    public sealed interface Outcome {
        /** It is kept with this case, which need not be the one where it was written. */
        record Kept(CaseFile file, DeviceSearch search) implements Outcome {}

        record NotLikeThat(Problems problems) implements Outcome {}
    }

    /** Where a search is written down: of whom, and who may have let it be made. */
    public record Desk(@Nullable CaseFile file, List<OnCase> children, List<Person> authorisers, Instant now) {
        public Desk {
            children = List.copyOf(children);
            authorisers = List.copyOf(authorisers);
        }
    }

    /** The pupils whose name has this in it, for whoever works here. */
    @Transactional(readOnly = true)
    public List<Person> pupils(Actor.Somebody actor, String part) {
        CasePolicy.ACCESS.require(actor, Operation.RECORD_SEARCH);
        return part.isBlank()
                ? List.of()
                : roster.search(actor.school(), part.strip(), EnumSet.of(Role.PUPIL), MOST_FOUND);
    }

    /** Where no case is known of yet. Empty where that is no pupil of the school. */
    @Transactional(readOnly = true)
    public Optional<Desk> desk(Actor.Somebody actor, PersonId pupil) {
        CasePolicy.ACCESS.require(actor, Operation.RECORD_SEARCH);
        var now = clock.instant();
        return pupil(actor, pupil)
                .map(found -> new Desk(
                        null,
                        List.of(OnCase.of(
                                found.id(), found.name().full(), OnCase.Kind.PUPIL, OnCase.Part.OTHER, actor, now)),
                        authorisers(actor),
                        now));
    }

    /** In a case, for whoever reads it whole. */
    @Transactional(readOnly = true)
    public Desk desk(Actor.Somebody actor, CaseId id) {
        return desk(actor, door.findWhole(actor, id).one());
    }

    private Desk desk(Actor.Somebody actor, Case one) {
        return new Desk(
                one.file(),
                one.people().stream().filter(OnCase::isPupil).toList(),
                authorisers(actor),
                clock.instant());
    }

    private Optional<Person> pupil(Actor.Somebody actor, PersonId id) {
        return roster.roles(actor.school(), id, roster.today()).contains(Role.PUPIL)
                ? roster.person(actor.school(), id)
                : Optional.empty();
    }

    /** Those whom the school lets authorise a search; where it has nobody of them, those who read ordinary cases. */
    private List<Person> authorisers(Actor.Somebody actor) {
        var today = roster.today();
        return Stream.of(settings.get(actor.school(), AUTHORISE), Circle.ORDINARY.roles())
                .map(roles -> roster.holders(actor.school(), roles, today))
                .filter(people -> !people.isEmpty())
                .findFirst()
                .orElseGet(() -> roster.staff(actor.school(), today));
    }

    /** Writes down a search of which no case is known yet; one follows. */
    @Transactional
    public Outcome record(Actor.Somebody actor, DeviceSearch.Wish wish) {
        CasePolicy.ACCESS.require(actor, Operation.RECORD_SEARCH);
        var pupil = Objects.requireNonNull(wish.pupil(), "the page asks whose device it is first");
        var desk = desk(actor, pupil).orElseThrow(() -> new NotFound("pupil " + pupil));
        return record(actor, desk, null, wish);
    }

    /** Writes down a search that belongs to a case. */
    @Transactional
    public Outcome record(Actor.Somebody actor, CaseId id, DeviceSearch.Wish wish) {
        var one = door.lockWhole(actor, id).one();
        return record(actor, desk(actor, one), one, wish);
    }

    private Outcome record(Actor.Somebody actor, Desk desk, @Nullable Case in, DeviceSearch.Wish wish) {
        var child = desk.children().stream()
                .filter(one -> wish.pupil() != null && one.is(wish.pupil()))
                .findFirst();
        var authoriser = desk.authorisers().stream()
                .filter(one -> one.id().equals(wish.authorisedBy()))
                .findFirst();
        var problems = problems(wish, desk.now())
                .when(child.isEmpty(), "child", say("cases.search.no-child"))
                .when(authoriser.isEmpty(), "authorised", say("cases.search.no-authorised"));
        if (problems.any() || child.isEmpty() || authoriser.isEmpty() || wish.pupil() == null) {
            return new Outcome.NotLikeThat(problems);
        }
        var before = store.find(actor.school(), wish.id());
        if (before.isPresent()) {
            return again(actor, before.get());
        }
        var said = said(wish);
        var file = in != null && (!said.result().isStop() || in.has(Mark.BLOCK_EVIDENCE))
                ? in.file()
                : cases.openSearched(actor, child.get(), said.result(), desk.now());
        var search = new DeviceSearch(
                wish.id(),
                file.id(),
                wish.pupil(),
                child.get().name(),
                said,
                authoriser.get().id(),
                authoriser.get().name().full(),
                actor.person(),
                actor.name(),
                desk.now());
        store.add(actor.school(), search);
        events.publishEvent(new CaseEvent(
                actor,
                file.id(),
                What.DEVICE_SEARCHED,
                Map.of("search", search.id().toString(), "pupil", search.pupil().toString())));
        if (!said.returned()) {
            things.taken(actor, search);
        }
        return new Outcome.Kept(file, search);
    }

    /** The same form sent again: it is one search. Whose it is not has no way to its case. */
    private Outcome again(Actor.Somebody actor, DeviceSearch search) {
        if (!search.writtenBy().equals(actor.person())) {
            throw new NotFound("search " + search.id());
        }
        return new Outcome.Kept(door.cover(actor.school(), search.of()), search);
    }

    private static Problems problems(DeviceSearch.Wish wish, Instant now) {
        var at = wish.at();
        var result = wish.result();
        var isStop = result != null && result.isStop();
        return Problems.none()
                .when(isNoLine(wish.device()), "device", say("cases.search.no-device"))
                .when(at == null, "at", say("cases.evidence.no-time"))
                .when(at != null && at.isAfter(now), "at", say("cases.note.to-come"))
                .when(wish.ground() == null, "ground", say("cases.search.no-ground"))
                .when(isNoText(wish.reason()), "reason", say("cases.search.no-reason"))
                .when(isNoText(wish.sought()), "sought", say("cases.search.no-sought"))
                .when(isNoLine(wish.searchedBy()), "searched-by", say("cases.search.no-searcher"))
                .when(isNoLine(wish.witness()), "witness", say("cases.search.no-witness"))
                .when(wish.ofThePerson().length() > LINE, "of-the-person", say("cases.evidence.long", LINE))
                .when(result == null, "result", say("cases.search.no-result"))
                .when(
                        result != null && result != Result.NOTHING && isNoText(wish.found()),
                        "found",
                        say("cases.search.no-found"))
                .when(result == Result.NOTHING && !wish.found().isBlank(), "found", say("cases.search.found-nothing"))
                .when(result == Result.DELETED && isNoText(wish.deleted()), "deleted", say("cases.search.no-deleted"))
                .when(
                        result != null
                                && result != Result.DELETED
                                && !wish.deleted().isBlank(),
                        "deleted",
                        say(isStop ? "cases.search.deleted-stop" : "cases.search.deleted-not"))
                .when(wish.parents() == null, "parents", say("cases.search.no-parents"))
                .when(
                        (wish.parents() == Parents.TOLD || wish.parents() == Parents.HELD_BACK)
                                && isNoLine(wish.parentsNote()),
                        "parents-note",
                        say("cases.search.no-parents-note"))
                .when(wish.parentsNote().length() > LINE, "parents-note", say("cases.evidence.long", LINE))
                .when(wish.returned() == null, "returned", say("cases.search.no-returned"))
                .when(isStop && Boolean.TRUE.equals(wish.returned()), "returned", say("cases.search.returned-stop"))
                .when(isNoLine(wish.whereabouts()), "whereabouts", say("cases.search.no-whereabouts"));
    }

    /** What was written, once it has no problem any more. */
    private static DeviceSearch.Said said(DeviceSearch.Wish wish) {
        return new DeviceSearch.Said(
                wish.device().strip(),
                Objects.requireNonNull(wish.ground()),
                wish.reason().strip(),
                wish.sought().strip(),
                Objects.requireNonNull(wish.at()),
                wish.searchedBy().strip(),
                wish.witness().strip(),
                wish.ofThePerson().strip(),
                Objects.requireNonNull(wish.result()),
                wish.found().strip(),
                wish.deleted().strip(),
                Objects.requireNonNull(wish.parents()),
                wish.parentsNote().strip(),
                Objects.requireNonNull(wish.returned()),
                wish.whereabouts().strip());
    }

    private static boolean isNoLine(String typed) {
        return typed.isBlank() || typed.length() > LINE;
    }

    private static boolean isNoText(String typed) {
        return typed.isBlank() || typed.length() > LONGEST;
    }

    /** One search, to read and to print. */
    @Transactional
    public Printed read(Actor.Somebody actor, CaseId id, DeviceSearchId wanted) {
        var file = door.findWhole(actor, id).one().file();
        var search = store.find(actor.school(), wanted)
                .filter(one -> one.of().equals(id))
                .orElseThrow(() -> new NotFound("search " + wanted));
        door.read(actor, id);
        return new Printed(file, search, lines(search));
    }

    /** A search with its case, in words. */
    public record Printed(CaseFile file, DeviceSearch search, List<Happening.Line> lines) {
        public Printed {
            lines = List.copyOf(lines);
        }
    }

    /** The searches of a case that its reader has open. */
    @Transactional(readOnly = true)
    public List<DeviceSearch> of(Case one) {
        return store.of(one.file().school(), one.file().id());
    }

    @Override
    public boolean isOfPeople() {
        return true;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Happening> happenings(Case one) {
        return store.of(one.file().school(), one.file().id()).stream()
                .map(search -> new Happening(
                        "search-" + search.id(),
                        search.said().at(),
                        search.writtenAt(),
                        search.writtenByName(),
                        say("cases.search.story", search.pupilName()),
                        lines(search),
                        "smartphone",
                        "/cases/" + search.of() + "/searches/" + search.id(),
                        search.pupil(),
                        false))
                .toList();
    }

    private static List<Happening.Line> lines(DeviceSearch search) {
        var said = search.said();
        return Stream.of(
                        line("child", search.pupilName()),
                        line("device", said.device()),
                        line("ground", say("cases.search.ground." + said.ground())),
                        line("reason", said.reason()),
                        line("sought", said.sought()),
                        line("at", Dates.exact(said.at())),
                        line("authorised", search.authorisedByName()),
                        line("searched-by", said.searchedBy()),
                        line("witness", said.witness()),
                        line("of-the-person", said.ofThePerson()),
                        line("result", say("cases.search.result." + said.result())),
                        line("found", said.found()),
                        line("deleted", said.deleted()),
                        line("parents", say("cases.search.parents." + said.parents())),
                        line("parents-note", said.parentsNote()),
                        line(
                                "returned",
                                say(said.returned() ? "cases.search.returned.yes" : "cases.search.returned.no")),
                        line("whereabouts", said.whereabouts()))
                .filter(line -> !line.text().isEmpty())
                .toList();
    }

    private static Happening.Line line(String name, String text) {
        return new Happening.Line(say("cases.search.said." + name), text);
    }
}
