package org.schoolgate.cases;

import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The cases of a school for the people whose they are: one to read, what waits, what is closed, and what can be found. */
@Service
public class CaseRegister {
    private static final int MOST_FOUND = 50;
    private static final int PAGE = 50;

    private final CaseStore store;
    private final SignalStore signals;
    private final ProcedureStore procedures;
    private final CaseQueueStore queue;
    private final CaseDoor door;
    private final Viewers viewers;
    private final CaseAlarms alarms;
    private final CaseRequests requests;
    private final Shares shares;
    private final Roster roster;
    private final Clock clock;

    CaseRegister(
            CaseStore store,
            SignalStore signals,
            ProcedureStore procedures,
            CaseQueueStore queue,
            CaseDoor door,
            Viewers viewers,
            CaseAlarms alarms,
            CaseRequests requests,
            Shares shares,
            Roster roster,
            Clock clock) {
        this.store = store;
        this.signals = signals;
        this.procedures = procedures;
        this.queue = queue;
        this.door = door;
        this.viewers = viewers;
        this.alarms = alarms;
        this.requests = requests;
        this.shares = shares;
        this.roster = roster;
        this.clock = clock;
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

    /** Whether a case is one that not everybody of its roles reads, for whoever sees some of it. */
    @Transactional(readOnly = true)
    public boolean isClose(Actor.Somebody actor, CaseId id) {
        return store.cover(actor.school(), id)
                .filter(file -> file.circle() != Circle.ORDINARY)
                .filter(file -> CasePolicy.sight(viewers.of(actor), store.facts(file)) != Sight.NOTHING)
                .isPresent();
    }

    /** The same of the case that follows from what can be read at an address. */
    @Transactional(readOnly = true)
    public boolean isClose(Actor.Somebody actor, String signalAt) {
        return signals.at(actor.school(), signalAt)
                .filter(id -> isClose(actor, id))
                .isPresent();
    }

    /** Whether a reader reads such a case of those on which somebody is. */
    @Transactional(readOnly = true)
    public boolean isClose(Actor.Somebody actor, PersonId person) {
        return CasePolicy.ACCESS.allows(actor, Operation.LOOK_BACK)
                && queue.of(actor.school(), shares.of(actor), List.of(person)).stream()
                        .anyMatch(file -> file.circle() != Circle.ORDINARY);
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
        return queue.open(actor.school(), share(actor), PAGE);
    }

    /** In how many cases something waits for somebody. */
    @Transactional(readOnly = true)
    public int waiting(Actor.Somebody actor) {
        return CasePolicy.ACCESS.allows(actor, Operation.READ) ? queue.count(actor.school(), shares.of(actor)) : 0;
    }

    /** The cases of a reader about which somebody outside wrote again and has no answer yet, closed ones too. */
    @Transactional(readOnly = true)
    public List<CaseFile> wroteAgain(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        return queue.wroteAgain(actor.school(), shares.of(actor), MOST_FOUND);
    }

    /** More of what waits for a reader. */
    @Transactional(readOnly = true)
    public CaseQueue.Part<CaseQueue.Entry> waiting(Actor.Somebody actor, @Nullable CasePlace after) {
        return queue.waiting(actor.school(), share(actor), after, PAGE);
    }

    /** More of the other open cases. */
    @Transactional(readOnly = true)
    public CaseQueue.Part<CaseFile> others(Actor.Somebody actor, @Nullable CasePlace after) {
        return queue.others(actor.school(), share(actor), after, PAGE);
    }

    /** Closed cases, the newest first. */
    @Transactional(readOnly = true)
    public CaseQueue.Part<CaseFile> closed(Actor.Somebody actor, @Nullable CasePlace after) {
        return queue.closed(actor.school(), share(actor), after, PAGE);
    }

    /** The cases with that number, of a kind that is called so, or on which somebody of that name is; the newest first. */
    @Transactional(readOnly = true)
    public List<CaseFile> find(Actor.Somebody actor, String typed) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        var wanted = typed.strip();
        if (wanted.isEmpty()) {
            return List.of();
        }
        var share = shares.of(actor);
        var number = CaseNumber.read(wanted);
        if (number.isPresent()) {
            return queue.numbered(actor.school(), share, number.get());
        }
        var small = wanted.toLowerCase(Locale.ROOT);
        List<PersonId> people = named(actor, wanted).stream().map(Person::id).toList();
        return Stream.concat(
                        queue.of(actor.school(), share, people, small, MOST_FOUND).stream(),
                        queue.ofKinds(actor.school(), share, kinds(actor.school(), small), MOST_FOUND).stream())
                .distinct()
                .sorted(Comparator.comparing(CaseFile::openedAt).reversed())
                .limit(MOST_FOUND)
                .toList();
    }

    /** The kinds in whose title that stands. */
    private List<String> kinds(SchoolId school, String small) {
        return procedures.inForce(school, clock.instant()).all().stream()
                .filter(procedure -> procedure.title().toLowerCase(Locale.ROOT).contains(small))
                .map(Procedure::id)
                .toList();
    }

    private Share share(Actor.Somebody actor) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        return shares.of(actor);
    }

    private List<Person> named(Actor.Somebody actor, String part) {
        return roster.search(actor.school(), part.strip(), Arrays.asList(Role.values()), MOST_FOUND);
    }
}
