package org.schoolgate.gateways;

import java.time.Duration;
import org.schoolgate.signin.Accounts;
import org.schoolgate.signin.Sessions;
import org.springframework.stereotype.Component;

/** The places of the school, the names that people sign in by, and the sessions by which nobody may be known any more. */
@Component
class GatewaysPart implements PolicyPart {
    /** Longer than any session lasts: after that a gateway has forgotten it by itself. */
    private static final Duration LONGEST_SESSION = Duration.ofHours(36);

    private final PlaceStore places;
    private final Sessions sessions;
    private final Accounts accounts;

    GatewaysPart(PlaceStore places, Sessions sessions, Accounts accounts) {
        this.places = places;
        this.sessions = sessions;
        this.accounts = accounts;
    }

    @Override
    public void addTo(PolicyDraft draft) {
        places.all(draft.school()).forEach(place -> draft.place(place.rule()));
        sessions.endedSince(draft.school(), draft.at().minus(LONGEST_SESSION))
                .forEach(session -> draft.endedSession(session.toString()));
        accounts.names(draft.school()).forEach(draft::signInName);
    }
}
