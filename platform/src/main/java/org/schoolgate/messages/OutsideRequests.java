package org.schoolgate.messages;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.OutsideRequest.Kind;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What is asked of people outside, until they have answered. Who may read what is for whoever it is about to say. */
@Service
public class OutsideRequests {
    private final OutsideRequestStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    OutsideRequests(OutsideRequestStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** Something was sent, and now it is looked whether an answer comes. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void sent(
            Actor.Somebody actor,
            String subject,
            String path,
            String agency,
            String what,
            Instant at,
            String reference,
            @Nullable Instant awaitedUntil) {
        var request = new OutsideRequest(
                UUID.randomUUID(),
                actor.school(),
                subject,
                path,
                agency,
                what,
                at,
                actor.person(),
                actor.name(),
                reference,
                awaitedUntil,
                List.of());
        store.add(request, clock.instant());
        events.publishEvent(new OutsideRequestEvent(actor, request.id(), subject, "SENT", agency));
    }

    /** What came of it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void say(Actor actor, OutsideRequest request, Kind kind, String words) {
        store.say(request, new OutsideRequest.Word(clock.instant(), actor.name(), kind, words));
        events.publishEvent(
                new OutsideRequestEvent(actor, request.id(), request.subject(), kind.name(), request.agency()));
    }

    /** All about one thing, the oldest first. */
    @Transactional(readOnly = true)
    public List<OutsideRequest> about(SchoolId school, String subject) {
        return store.about(school, subject);
    }

    @Transactional(readOnly = true)
    public Optional<OutsideRequest> find(SchoolId school, UUID id) {
        return store.find(school, id);
    }

    /** Those that are to be answered and are not, the first to be late first. */
    @Transactional(readOnly = true)
    public List<OutsideRequest> awaited(SchoolId school) {
        return store.awaited(school);
    }
}
