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
 * @param until when it ends by itself; null where it lasts until somebody lifts it
 * @param lifted null while nobody has
 */
public record Hold(
        HoldId id,
        PersonId person,
        HoldKind kind,
        Set<Service> closes,
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
    }

    /** Whether it keeps {@code service} closed at this moment. */
    public boolean closes(Service service, Instant at) {
        return closes.contains(service) && isInForce(at);
    }

    public boolean isInForce(Instant at) {
        return !at.isBefore(from) && isAhead(at);
    }

    /** Whether it holds now or will, as far as is known at this moment. */
    public boolean isAhead(Instant at) {
        return lifted == null && (until == null || at.isBefore(until));
    }

    Optional<Hold> lift(Decider by, String why) {
        return isAhead(by.at())
                ? Optional.of(new Hold(id, person, kind, closes, reason, from, until, placed, new Lifted(by, why)))
                : Optional.empty();
    }
}
