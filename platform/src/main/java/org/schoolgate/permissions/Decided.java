package org.schoolgate.permissions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;

/**
 * Somebody's decision: who, when and why.
 *
 * @param by null where the program itself decided
 */
public record Decided(@Nullable PersonId by, String name, Instant at, String reason) {
    public Decided {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a decision without a reason");
        }
    }

    static Decided by(Actor actor, Instant at, String reason) {
        return new Decided(actor.personId().orElse(null), actor.name(), at, reason.strip());
    }

    boolean isBy(PersonId person) {
        return person.equals(by);
    }
}
