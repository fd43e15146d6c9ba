package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.ConcernEvent.What;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.ui.Problems;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who wrote what a case follows from. Whoever deals with it reads the words and not the name; to learn it they ask with a
 * reason, and a second person lets them know for a time, or does not. Where a child is in danger they need not wait, and that
 * second person hears of it. Each reading is on the record before it is shown.
 */
@Service
public class Tellers {
    private static final Duration RELEASED_FOR = Duration.ofDays(7);
    private static final Duration IN_DANGER_FOR = Duration.ofDays(1);
    private static final int LONGEST_REASON = 2_000;

    private final TellerStore store;
    private final ConcernStore concerns;
    private final CaseDoor door;
    private final Viewers viewers;
    private final CaseLetters letters;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tellers(
            TellerStore store,
            ConcernStore concerns,
            CaseDoor door,
            Viewers viewers,
            CaseLetters letters,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.concerns = concerns;
        this.door = door;
        this.viewers = viewers;
        this.letters = letters;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * How it stands with who wrote something, for one reader of the case.
     *
     * @param said whether whoever wrote it said who they are
     * @param opens whether this reader may read it now
     * @param toDecide the requests that this reader may decide
     * @param deciders whether there is anybody who could decide a request of this reader
     */
    public record Standing(
            CaseFile file,
            boolean said,
            boolean opens,
            List<TellerRequest> requests,
            List<TellerRequest> toDecide,
            boolean deciders) {
        public Standing {
            requests = List.copyOf(requests);
            toDecide = List.copyOf(toDecide);
        }

        /** Whether a request of this reader waits. */
        public boolean waits(Actor.Somebody reader) {
            return requests.stream()
                    .anyMatch(one -> one.isWaiting() && one.askedBy().equals(reader.person()));
        }
    }

    @Transactional
    public Standing standing(Actor.Somebody actor, CaseId id) {
        var seen = door.findWhole(actor, id);
        var concern = concern(actor, id);
        var requests = store.of(actor.school(), id);
        var now = clock.instant();
        return new Standing(
                seen.one().file(),
                concerns.teller(concern).isPresent(),
                requests.stream().anyMatch(one -> one.opensTo(actor.person(), now)),
                requests,
                requests.stream()
                        .filter(one ->
                                one.isWaiting() && CasePolicy.releases(seen.viewer(), seen.facts(), one.askedBy()))
                        .toList(),
                !viewers.releasers(seen.facts(), actor.person()).isEmpty());
    }

    /**
     * Asks to know who wrote it.
     *
     * @param danger a child is in danger, and there is no time to ask
     */
    @Transactional
    public Asking ask(Actor.Somebody actor, CaseId id, String reason, boolean danger) {
        var seen = door.lockWhole(actor, id);
        told(actor, id);
        var problems = reason("reason", reason);
        if (problems.any()) {
            return new Asking.NotLikeThat(problems);
        }
        var now = clock.instant();
        var before = store.of(actor.school(), id);
        if (before.stream().anyMatch(one -> one.opensTo(actor.person(), now))
                || (!danger
                        && before.stream()
                                .anyMatch(
                                        one -> one.isWaiting() && one.askedBy().equals(actor.person())))) {
            return new Asking.AskedBefore();
        }
        var request = new TellerRequest(
                UUID.randomUUID(), id, actor.person(), actor.name(), now, reason.strip(), danger, null);
        store.ask(actor.school(), request);
        if (!danger) {
            happened(actor, id, What.WHO_ASKED, request.id());
            letters.whoIsAsked(seen.facts(), actor.person());
            return new Asking.Asked();
        }
        store.decide(
                actor.school(),
                request.id(),
                actor.person(),
                new TellerRequest.Decision(actor.name(), now, "", now.plus(IN_DANGER_FOR), false));
        happened(actor, id, What.WHO_IN_DANGER, request.id());
        letters.whoInDanger(seen.facts(), actor.person());
        return new Asking.Released();
    }

    /**
     * Lets whoever asked know who wrote it, or does not.
     *
     * @param quiet whoever wrote it is not told, as the law or a child's safety forbids it
     */
    @Transactional
    public Deciding decide(
            Actor.Somebody actor, CaseId id, UUID request, boolean release, String reason, boolean quiet) {
        var seen = door.lockWhole(actor, id);
        var found = store.of(actor.school(), id).stream()
                .filter(one -> one.id().equals(request))
                .findFirst()
                .orElseThrow(() -> new NotFound("request " + request));
        if (!CasePolicy.releases(seen.viewer(), seen.facts(), found.askedBy())) {
            throw new Forbidden(actor, "RELEASE_TELLER");
        }
        if (!found.isWaiting()) {
            return new Deciding.DecidedBefore();
        }
        var problems = reason("reason-" + request, reason);
        if (problems.any()) {
            return new Deciding.NotLikeThat(problems);
        }
        var now = clock.instant();
        store.decide(
                actor.school(),
                request,
                actor.person(),
                new TellerRequest.Decision(
                        actor.name(), now, reason.strip(), release ? now.plus(RELEASED_FOR) : null, quiet));
        happened(actor, id, release ? What.WHO_RELEASED : What.WHO_WITHHELD, request);
        letters.whoDecided(seen.facts(), found.askedBy());
        return new Deciding.Decided();
    }

    /**
     * Who wrote it, as they said.
     *
     * @param email empty where they gave none
     */
    public record Known(CaseFile file, String who, String email) {}

    /** Who wrote it, for one to whom it was released and who still reads the case; goes on the record before it is shown. */
    @Transactional
    public Optional<Known> read(Actor.Somebody actor, CaseId id) {
        var seen = door.findWhole(actor, id);
        var teller = told(actor, id);
        var now = clock.instant();
        if (store.of(actor.school(), id).stream().noneMatch(one -> one.opensTo(actor.person(), now))) {
            return Optional.empty();
        }
        audit.now(ConcernEvent.of(actor, id, What.WHO_READ));
        return Optional.of(new Known(seen.one().file(), teller.who(), teller.email()));
    }

    private Concern concern(Actor.Somebody actor, CaseId id) {
        return concerns.of(actor.school(), id).orElseThrow(() -> new NotFound("what was written of case " + id));
    }

    private Concern.Teller told(Actor.Somebody actor, CaseId id) {
        return concerns.teller(concern(actor, id)).orElseThrow(() -> new NotFound("who wrote case " + id));
    }

    private void happened(Actor.Somebody actor, CaseId id, What what, UUID request) {
        events.publishEvent(new ConcernEvent(actor, id, what, Map.of("request", request.toString())));
    }

    private static Problems reason(String field, String reason) {
        return Problems.none()
                .when(reason.isBlank(), field, say("cases.who.reason.write"))
                .when(reason.strip().length() > LONGEST_REASON, field, say("cases.who.reason.long", LONGEST_REASON));
    }
}
