package org.schoolgate.access;

import java.time.Clock;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.signin.Ending;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SignInGate;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps an account that is a danger to the school's systems from its pages too: what it had open ends, and at the door
 * stands why. Telling somebody stays open to everybody.
 */
@Component
class HeldAtTheDoor implements SignInGate {
    private final HoldStore store;
    private final Sessions sessions;
    private final Clock clock;

    HeldAtTheDoor(HoldStore store, Sessions sessions, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Stop> stop(Actor.Somebody reader) {
        var now = clock.instant();
        return store.ahead(reader.school(), reader.person(), now).stream()
                .filter(hold -> hold.closes(Service.SCHOOL_PAGES, now))
                .findFirst()
                .map(_ -> Stop.at("/held", "/tell", "/tell/**", "/report", "/sign-out"));
    }

    @EventListener
    void on(HoldEvent.Placed placed) {
        var hold = placed.hold();
        if (hold.closes(Service.SCHOOL_PAGES, clock.instant())) {
            sessions.endAllOf(placed.by(), hold.person(), Ending.ENDED_BY_STAFF, null);
        }
    }
}
