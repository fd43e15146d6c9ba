package org.schoolgate.access;

import java.time.Duration;
import java.util.List;
import org.schoolgate.access.SessionMoved.Move;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.signin.Sessions;
import org.schoolgate.signin.SupervisedSessions;
import org.schoolgate.tenancy.SchoolJob;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Ties supervised time to sign-in: a class code is good only while an adult holds it open, and ends with it. */
@Component
class Supervision implements SupervisedSessions, SchoolJob {
    private final SupervisedTime time;
    private final Sessions sessions;

    Supervision(SupervisedTime time, Sessions sessions) {
        this.time = time;
        this.sessions = sessions;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Supervised> open(SchoolId school) {
        return time.openNow(school).stream()
                .map(session ->
                        new Supervised(session.id(), session.schoolClass().value(), session.adult()))
                .toList();
    }

    @EventListener
    void on(SessionMoved event) {
        if (event.move() == Move.CLOSED) {
            sessions.endSupervised(event.by(), event.session().id());
        }
    }

    @Override
    public String name() {
        return "access.sessions";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run(SchoolId school) {
        time.closeOverdue(school);
    }
}
