package org.schoolgate.cases;

import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.CaseEvent.What;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Walk;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Component;

/**
 * The one way to a case. Whose it is not gets the answer for what is not there, and that they asked goes on the record at
 * once.
 */
@Component
class CaseDoor {
    private final CaseStore store;
    private final Viewers viewers;
    private final CaseHolds holds;
    private final AuditTrail audit;

    CaseDoor(CaseStore store, Viewers viewers, CaseHolds holds, AuditTrail audit) {
        this.store = store;
        this.viewers = viewers;
        this.holds = holds;
        this.audit = audit;
    }

    /** A case in front of somebody who sees some of it at least. */
    record Seen(Case one, CaseFacts facts, Viewer viewer, Sight sight) {
        boolean isWhole() {
            return sight == Sight.WHOLE;
        }
    }

    Seen find(Actor.Somebody actor, CaseId id) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        return seen(actor, store.find(actor.school(), id).orElseThrow(() -> notThere(id)));
    }

    /** What is kept of a case that cannot be followed, for whoever reads all of it. */
    Shown.Unread unread(Actor.Somebody actor, CaseId id, Shown.Unreadable why) {
        var unread = store.unread(actor.school(), id, why).orElseThrow(() -> notThere(id));
        if (sight(actor, unread.file()) != Sight.WHOLE) {
            throw refused(actor, id);
        }
        return unread;
    }

    /** For whoever changes it. */
    Seen lock(Actor.Somebody actor, CaseId id) {
        CasePolicy.ACCESS.require(actor, Operation.READ);
        return seen(actor, store.lock(actor.school(), id).orElseThrow(() -> notThere(id)));
    }

    /** For whoever changes it and reads all of it. */
    Seen lockWhole(Actor.Somebody actor, CaseId id) {
        return whole(actor, lock(actor, id));
    }

    Seen findWhole(Actor.Somebody actor, CaseId id) {
        return whole(actor, find(actor, id));
    }

    /** For whoever fetches it by a link that one of its readers sent: the link says what they may have. */
    Case forTransfer(SchoolId school, CaseId id) {
        return store.lock(school, id).orElseThrow(() -> notThere(id));
    }

    /** Its cover alone, for whoever wrote something that is kept with it. */
    CaseFile cover(SchoolId school, CaseId id) {
        return store.cover(school, id).orElseThrow(() -> notThere(id));
    }

    /** Puts a reading on the record before it is shown. */
    void read(Actor.Somebody actor, CaseId id) {
        audit.now(CaseEvent.of(actor, id, What.READ));
    }

    /** A step is somebody's by the policy; one in which access is taken away is also theirs who read the case and decide that. */
    boolean mayAnswer(Actor.Somebody actor, Seen seen, int walk, Walk.Open open) {
        return CasePolicy.isTheirs(seen.viewer(), seen.facts(), Waiting.of(walk, open))
                || (open.waitsFor().isEmpty()
                        && open.step().act() instanceof Act.Sanction
                        && seen.isWhole()
                        && seen.facts().pupils().stream().anyMatch(pupil -> holds.maySanction(actor, pupil)));
    }

    /** What somebody sees of a case, by its cover. */
    Sight sight(Actor.Somebody actor, CaseFile file) {
        return CasePolicy.sight(viewers.of(actor), store.facts(file));
    }

    /** What has to be known of a case to say whose it is, for what comes from outside the school. */
    CaseFacts facts(SchoolId school, CaseId id) {
        return store.facts(school, id).orElseThrow(() -> notThere(id));
    }

    /** What somebody sees of a case that they have changed. */
    Sight sight(Actor.Somebody actor, Case one) {
        return CasePolicy.sight(viewers.of(actor), one.facts());
    }

    /** Whether somebody takes a case out of the house that they have read. */
    boolean exports(Actor.Somebody actor, Case one) {
        return CasePolicy.exports(viewers.of(actor), one.facts());
    }

    private Seen seen(Actor.Somebody actor, Case one) {
        var viewer = viewers.of(actor);
        var facts = one.facts();
        var sight = CasePolicy.sight(viewer, facts);
        if (sight == Sight.NOTHING) {
            throw refused(actor, one.file().id());
        }
        return new Seen(one, facts, viewer, sight);
    }

    private Seen whole(Actor.Somebody actor, Seen seen) {
        if (!seen.isWhole()) {
            throw refused(actor, seen.one().file().id());
        }
        return seen;
    }

    NotFound refused(Actor.Somebody actor, CaseId id) {
        audit.now(CaseEvent.of(actor, id, What.REFUSED));
        return notThere(id);
    }

    static NotFound notThere(CaseId id) {
        return new NotFound("case " + id);
    }
}
