package org.schoolgate.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.Directory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How a gateway learns who a browser is: the browser, signed in here, visits the gateway's own address with a ticket, and
 * the gateway asks here whose it is. A ticket is good once, for ten seconds, at one gateway, for one session.
 */
@Service
public class Tickets {
    private static final Duration LASTING = Duration.ofSeconds(10);

    private final SessionStore store;
    private final Everybody everybody;
    private final Clock clock;

    Tickets(SessionStore store, Everybody everybody, Clock clock) {
        this.store = store;
        this.everybody = everybody;
        this.clock = clock;
    }

    /** Whose ticket it was. The gateway forgets them at {@code until}, or earlier when the session ends. */
    public record Redeemed(PersonId person, SessionId session, Instant until) {}

    /** A ticket for this session at the gateway of that name. */
    @Transactional
    public String issue(Session session, String gateway) {
        var ticket = Secrets.fresh();
        store.addTicket(
                session, Directory.hash(ticket), gateway, clock.instant().plus(LASTING));
        return ticket;
    }

    /** Whether a gateway knows the browser of this session by a ticket that it brought. */
    @Transactional(readOnly = true)
    public boolean isBound(Session session) {
        return store.isBound(session);
    }

    /** Spends a ticket that the gateway of that name was shown; empty if it is not good there and now. */
    @Transactional
    public Optional<Redeemed> redeem(SchoolId school, String ticket, String gateway) {
        var now = clock.instant();
        return store.redeem(school, Directory.hash(ticket), gateway, now)
                .flatMap(id -> store.find(school, id))
                .filter(session -> session.ended() == null && session.endsAt().isAfter(now))
                .filter(session -> everybody.find(school, session.person()).isPresent())
                .map(session -> {
                    store.bind(session, gateway, now);
                    return new Redeemed(session.person(), session.id(), session.endsAt());
                });
    }
}
