package org.schoolgate.cases;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reports that are being written. A draft is on disk before its writer reads that it is kept; it is nobody else's, and gone
 * when it is sent, deleted, or left alone for thirty days.
 */
@Service
public class Drafts {
    /** The most drafts that somebody has at a time. */
    public static final int MOST = 20;

    private static final int MOST_FIELDS = 60;
    private static final int MOST_VALUES = 2 * Statement.MOST_PEOPLE;
    private static final int LONGEST = 20_000;

    private final DraftStore store;
    private final ReportStore reports;
    private final Clock clock;

    Drafts(DraftStore store, ReportStore reports, Clock clock) {
        this.store = store;
        this.reports = reports;
        this.clock = clock;
    }

    /** Keeps what is typed so far, in the place of what was kept before. */
    @Transactional
    public Keeping keep(Actor.Somebody actor, ReportId id, Map<String, List<String>> typed) {
        Reports.ACCESS.require(actor, Reports.Operation.DRAFT);
        if (reports.find(actor.school(), id).isPresent()) {
            return Keeping.SENT_ALREADY;
        }
        var mine = store.of(actor.school(), actor.person());
        if (mine.size() >= MOST && mine.stream().noneMatch(draft -> draft.id().equals(id))) {
            return Keeping.TOO_MANY;
        }
        if (!store.keep(actor.school(), id, actor.person(), clock.instant(), within(typed))) {
            throw notThere(id);
        }
        return Keeping.KEPT;
    }

    /** What somebody is writing, the newest first. */
    @Transactional(readOnly = true)
    public List<Draft> of(Actor.Somebody actor) {
        Reports.ACCESS.require(actor, Reports.Operation.DRAFT);
        return store.of(actor.school(), actor.person());
    }

    /** One of them; somebody else's is not there. */
    @Transactional(readOnly = true)
    public Draft find(Actor.Somebody actor, ReportId id) {
        return of(actor).stream()
                .filter(draft -> draft.id().equals(id))
                .findFirst()
                .orElseThrow(() -> notThere(id));
    }

    /** The writer wants it no more. */
    @Transactional
    public void delete(Actor.Somebody actor, ReportId id) {
        Reports.ACCESS.require(actor, Reports.Operation.DRAFT);
        if (!store.remove(actor.school(), id, actor.person())) {
            throw notThere(id);
        }
    }

    /** No more than a form holds. */
    private static Map<String, List<String>> within(Map<String, List<String>> typed) {
        var kept = new LinkedHashMap<String, List<String>>();
        typed.entrySet().stream()
                .limit(MOST_FIELDS)
                .forEach(field -> kept.put(
                        field.getKey(),
                        field.getValue().stream()
                                .limit(MOST_VALUES)
                                .map(value -> value.length() <= LONGEST ? value : value.substring(0, LONGEST))
                                .toList()));
        return kept;
    }

    private static NotFound notThere(ReportId id) {
        return new NotFound("draft " + id);
    }
}
