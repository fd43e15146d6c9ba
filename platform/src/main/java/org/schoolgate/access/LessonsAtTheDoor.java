package org.schoolgate.access;

import java.time.Clock;
import java.util.List;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SupervisedSessions;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells sign-in in which classes the youngest may sign in now, and ends their sessions with the adult's. */
@Component
class LessonsAtTheDoor implements SupervisedSessions {
    private final SupervisedTimeStore store;
    private final Sessions sessions;
    private final Clock clock;

    LessonsAtTheDoor(SupervisedTimeStore store, Sessions sessions, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Supervised> open(SchoolId school) {
        return store.open(school, clock.instant()).stream()
                .map(one -> new Supervised(one.id(), one.schoolClass().value(), one.adult()))
                .toList();
    }

    @EventListener
    void on(SessionMoved moved) {
        if (moved.move() == SessionMoved.Move.CLOSED) {
            sessions.endSupervised(moved.by(), moved.session().id());
        }
    }
}
