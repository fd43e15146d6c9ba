package org.schoolgate.permissions;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * Something that somebody asked for, and what became of it (APR-1).
 *
 * @param number counts up in a school, for people: R-0218
 * @param kind the key of its {@link PermissionKind}
 */
public record Permission(PermissionId id, SchoolId school, int number, String kind, Request request, State state) {
    /** Where it stands. Each state holds what is known by then, and nothing else. */
    public sealed interface State {
        record Waiting() implements State {}

        /** The asker took it back before anybody decided. */
        record Withdrawn(Instant at) implements State {}

        /** Its time was over before anybody decided. */
        record Lapsed(Instant at) implements State {}

        record Refused(Decided decided) implements State {}

        record Granted(Grant grant) implements State {}

        /** Closed before its end. */
        record Revoked(Grant grant, Decided decided) implements State {}

        /** Over by itself. */
        record Ended(Grant grant, Instant at) implements State {}
    }

    /** As people write it: R-0218. */
    public String reference() {
        return "R-%04d".formatted(number);
    }

    public boolean isWaiting() {
        return state instanceof State.Waiting;
    }

    /** What was given, whether it still holds or not. */
    public Optional<Grant> grant() {
        return switch (state) {
            case State.Granted(var grant) -> Optional.of(grant);
            case State.Revoked revoked -> Optional.of(revoked.grant());
            case State.Ended ended -> Optional.of(ended.grant());
            case State.Waiting _, State.Withdrawn _, State.Lapsed _, State.Refused _ -> Optional.empty();
        };
    }

    /** Whether it holds at this moment, whatever the clockwork has got round to. */
    public boolean isInForce(Instant at) {
        return state instanceof State.Granted(var grant) && !at.isBefore(grant.from()) && at.isBefore(grant.until());
    }

    boolean isAskedBy(PersonId person) {
        return request.by().equals(person);
    }

    /** Gives these of the things until then. What was asked for but is not among them stays shut for the same reason. */
    Decision grant(Decided decided, Giving giving) {
        if (!isWaiting()) {
            return new Decision.AlreadyDecided(this);
        }
        if (decided.isBy(request.by())) {
            return new Decision.OwnRequest(this);
        }
        if (!decided.at().isBefore(request.until())) {
            return new Decision.TooLate(this);
        }
        if (!request.things().containsAll(giving.things())) {
            throw new IllegalArgumentException("%s was not asked for: %s".formatted(giving.things(), request.things()));
        }
        var from = request.from().isBefore(decided.at()) ? decided.at() : request.from();
        var grant = new Grant(decided, giving.things(), from, giving.until(), ticket(giving, decided), null, null);
        return new Decision.Granted(in(new State.Granted(grant)));
    }

    private static @Nullable Ticket ticket(Giving giving, Decided decided) {
        return giving.ticket() == null ? null : new Ticket(giving.ticket(), "", decided.at());
    }

    Decision refuse(Decided decided) {
        if (!isWaiting()) {
            return new Decision.AlreadyDecided(this);
        }
        if (decided.isBy(request.by())) {
            return new Decision.OwnRequest(this);
        }
        return new Decision.Refused(in(new State.Refused(decided)));
    }

    /** Closes it before its end; empty where nothing is open. */
    Optional<Permission> revoke(Decided decided) {
        return state instanceof State.Granted(var grant)
                ? Optional.of(in(new State.Revoked(grant, decided)))
                : Optional.empty();
    }

    Optional<Permission> withdraw(Instant at) {
        return isWaiting() ? Optional.of(in(new State.Withdrawn(at))) : Optional.empty();
    }

    /** What the passing of time has made of it by {@code now}; empty where nothing. */
    Optional<Permission> tick(Instant now) {
        return switch (state) {
            case State.Granted(var grant)
            when !now.isBefore(grant.until()) -> Optional.of(in(new State.Ended(grant, now)));
            case State.Waiting _ when !now.isBefore(request.until()) -> Optional.of(in(new State.Lapsed(now)));
            case State.Granted _,
                    State.Waiting _,
                    State.Withdrawn _,
                    State.Lapsed _,
                    State.Refused _,
                    State.Revoked _,
                    State.Ended _ -> Optional.empty();
        };
    }

    Permission in(State next) {
        return new Permission(id, school, number, kind, request, next);
    }
}
