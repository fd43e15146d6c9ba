package org.schoolgate.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The cases of a school for the people whose they are: one to read, what waits, what is closed, and what can be found. */
@Service
public class CaseRegister {
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_OPEN = 100;
    private static final int MOST_FOUND = 50;

    /** How many closed cases stand on a page. */
    public static final int PAGE = 50;

    private final CaseStore store;
    private final CaseQueueStore queue;
    private final CaseDoor door;
    private final Viewers viewers;
    private final CaseAlarms alarms;
    private final CaseRequests requests;
    private final Roster roster;

    CaseRegister(
            CaseStore store,
            CaseQueueStore queue,
            CaseDoor door,
            Viewers viewers,
            CaseAlarms alarms,
            CaseRequests requests,
            Roster roster) {
        this.store = store;
        this.queue = queue;
        this.door = door;
        this.viewers = viewers;
        this.alarms = alarms;
        this.requests = requests;
        this.roster = roster;
    }

    /** A case to read, which goes on the record before it is shown. */
    @Transactional
    public Shown read(Actor.Somebody actor, CaseId id) {
        var shown = show(actor, id);
        door.read(actor, id);
        return shown;
    }

    /** The same for whoever needs to know what is theirs in it, and shows nothing of it. */
    @Transactional
    public Shown show(Actor.Somebody actor, CaseId id) {
        try {
            return show(actor, door.find(actor, id));
        } catch (NoLongerReads unread) {
            return door.unread(actor, id, unread.why());
        }
    }

    private Shown show(Actor.Somebody actor, CaseDoor.Seen seen) {
        var one = seen.one();
        var mine = one.walks().stream()
                .flatMap(walk -> walk.walk().open().stream()
                        .filter(open -> door.mayAnswer(actor, seen, walk.number(), open))
                        .map(open -> new Shown.Mine(walk.number(), open)))
                .toList();
        return seen.isWhole()
                ? new Shown.Whole(
                        one,
                        mine,
                        CasePolicy.namesReaders(seen.viewer(), seen.facts()),
                        CasePolicy.exports(seen.viewer(), seen.facts()),
                        alarms.of(one.file()),
                        requests.of(one.file()))
                : new Shown.OwnSteps(one.file(), mine);
    }

    /** The case that follows from a report, for whoever sees it. */
    @Transactional(readOnly = true)
    public Optional<CaseId> following(Actor.Somebody actor, ReportId report) {
        return store.of(actor.school(), report)
                .filter(file -> door.sight(actor, file) != Sight.NOTHING)
                .map(CaseFile::id);
    }

    /** The cover of a case, for whoever reads all of it and is to write something into it. */
    @Transactional
    public CaseFile cover(Actor.Somebody actor, CaseId id) {
        return door.findWhole(actor, id).one().file();
    }

    /** People of the school whose name holds {@code part}, for whoever puts them on a case. */
    @Transactional
    public List<Person> people(Actor.Somebody actor, CaseId id, String part) {
        door.findWhole(actor, id);
        return part.isBlank() ? List.of() : named(actor, part);
    }

    /** The open cases of a reader: first what waits for them, the first to run out first. */
    @Transactional(readOnly = true)
    public CaseQueue queue(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        var viewer = viewers.of(actor);
        var waiting = waiting(actor, viewer);
        var others = new ArrayList<>(
                queue.open(actor.school(), viewer, CasePolicy.circles(viewer), MOST_OPEN + waiting.size()));
        others.removeIf(
                file -> waiting.stream().anyMatch(entry -> entry.file().id().equals(file.id())));
        return new CaseQueue(waiting, others, viewer.now());
    }

    /** In how many cases something waits for somebody. */
    @Transactional(readOnly = true)
    public int waiting(Actor.Somebody actor) {
        return CasePolicy.ACCESS.allows(actor, Operation.READ)
                ? waiting(actor, viewers.of(actor)).size()
                : 0;
    }

    private List<CaseQueue.Entry> waiting(Actor.Somebody actor, Viewer viewer) {
        return queue
                .waiting(
                        actor.school(), viewer, CasePolicy.circles(viewer), CasePolicy.candidates(viewer), MOST_WAITING)
                .stream()
                .flatMap(facts -> facts.waiting().stream()
                        .filter(step -> CasePolicy.isTheirs(viewer, facts, step))
                        .findFirst()
                        .map(step -> new CaseQueue.Entry(
                                facts.file(),
                                step.title(),
                                step.limit() == null ? null : step.limit().due()))
                        .stream())
                .sorted(Comparator.comparing(entry -> entry.due() == null ? Instant.MAX : entry.due()))
                .toList();
    }

    /** Closed cases, the newest first, a page of them from 1. */
    @Transactional(readOnly = true)
    public List<CaseFile> closed(Actor.Somebody actor, int page) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        var viewer = viewers.of(actor);
        return queue.closed(
                actor.school(), viewer, CasePolicy.circles(viewer), PAGE, PAGE * (Math.clamp(page, 1, 10_000) - 1));
    }

    /** The cases with that number, or on which somebody of that name is. */
    @Transactional(readOnly = true)
    public List<CaseFile> find(Actor.Somebody actor, String typed) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        var wanted = typed.strip();
        if (wanted.isEmpty()) {
            return List.of();
        }
        var viewer = viewers.of(actor);
        var circles = CasePolicy.circles(viewer);
        var number = CaseNumber.read(wanted);
        if (number.isPresent()) {
            return queue.numbered(actor.school(), viewer, circles, number.get());
        }
        List<PersonId> people = named(actor, wanted).stream().map(Person::id).toList();
        var begins = wanted.toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return queue.of(actor.school(), viewer, circles, people, begins, MOST_FOUND);
    }

    private List<Person> named(Actor.Somebody actor, String part) {
        return roster.search(actor.school(), part.strip(), Arrays.asList(Role.values()), MOST_FOUND);
    }
}
