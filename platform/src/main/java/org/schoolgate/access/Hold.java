package org.schoolgate.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;

/**
 * A decision that somebody may not use something for a while: a sanction, a lost device, a password that is known
 * (ACC-11).
 *
 * @param closes what may not be used
 * @param scope how much of it
 * @param until when it ends by itself; null where it lasts until somebody lifts it
 * @param lifted null while nobody has
 */
public record Hold(
        HoldId id,
        PersonId person,
        HoldKind kind,
        Set<Service> closes,
        Scope scope,
        String reason,
        Instant from,
        @Nullable Instant until,
        Decider placed,
        @Nullable Lifted lifted) {
    /** Who decided, and when; {@code by} is null where the program did. */
    public record Decider(@Nullable PersonId by, String name, Instant at) {
        static Decider of(Actor actor, Instant at) {
            return new Decider(actor.personId().orElse(null), actor.name(), at);
        }
    }

    /** That it was lifted before its end, and why. */
    public record Lifted(Decider by, String reason) {}

    public Hold {
        closes = Set.copyOf(EnumSet.copyOf(closes));
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a hold without a reason");
        }
        if (until != null && !from.isBefore(until)) {
            throw new IllegalArgumentException("a hold from %s until %s".formatted(from, until));
        }
        if (until == null && !scope.isEverything()) {
            throw new IllegalArgumentException("something is taken away without an end: " + scope);
        }
    }

    /** Whether it keeps {@code service} as a whole closed at this moment. */
    public boolean closes(Service service, Instant at) {
        return closes(service) && isInForce(at);
    }

    /** Whether it keeps {@code service} as a whole closed while it is in force. */
    boolean closes(Service service) {
        return scope.isEverything() && closes.contains(service);
    }

    public boolean isInForce(Instant at) {
        return !at.isBefore(from) && isAhead(at);
    }

    /** Whether it holds now or will, as far as is known at this moment. */
    public boolean isAhead(Instant at) {
        return lifted == null && (until == null || at.isBefore(until));
    }

    /** When it ended: its end, or before it where somebody lifted it; its beginning while neither is known. */
    Instant over() {
        return lifted != null ? lifted.by().at() : until != null ? until : from;
    }

    Optional<Hold> lift(Decider by, String why) {
        return isAhead(by.at())
                ? Optional.of(
                        new Hold(id, person, kind, closes, scope, reason, from, until, placed, new Lifted(by, why)))
                : Optional.empty();
    }
}
