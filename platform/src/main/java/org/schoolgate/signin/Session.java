package org.schoolgate.signin;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * A stretch of time in which a browser is somebody (R30).
 *
 * @param provedAt when they last showed who they are, for acts that ask for it afresh
 * @param supervised the supervised session that it hangs on; null where it hangs on none
 * @param through whether every {@link SignInGate} has let it through
 * @param ended null while it goes on
 */
public record Session(
        SessionId id,
        SchoolId school,
        PersonId person,
        Way way,
        Where where,
        Instant beganAt,
        Instant seenAt,
        Instant endsAt,
        Instant provedAt,
        @Nullable UUID supervised,
        boolean through,
        @Nullable End ended) {
    /** When and why it ended. */
    public record End(Instant at, Ending why) {}

    public Optional<End> end() {
        return Optional.ofNullable(ended);
    }
}
