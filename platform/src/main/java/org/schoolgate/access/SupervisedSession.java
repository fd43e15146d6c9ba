package org.schoolgate.access;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.ClassId;

/**
 * A class's time online, held open by a named adult, which closes by itself (ACC-17).
 *
 * @param room empty where nobody said
 * @param about what it is for, as the adult wrote it; may be empty
 * @param closesAt when it closes at the latest
 * @param closed null while nobody closed it and nobody wrote down that its time was over
 */
public record SupervisedSession(
        UUID id,
        ClassId schoolClass,
        PersonId adult,
        String adultName,
        String room,
        String about,
        Instant openedAt,
        Instant closesAt,
        @Nullable Closed closed) {
    /** When it closed, and who closed it; {@code by} is null where its time was over. */
    public record Closed(Instant at, @Nullable PersonId by, String name) {}

    public boolean isOpen(Instant at) {
        return closed == null && !at.isBefore(openedAt) && at.isBefore(closesAt);
    }

    /** How long it still lasts. */
    public Duration left(Instant at) {
        return isOpen(at) ? Duration.between(at, closesAt) : Duration.ZERO;
    }

    SupervisedSession until(Instant end) {
        return new SupervisedSession(id, schoolClass, adult, adultName, room, about, openedAt, end, closed);
    }

    SupervisedSession close(Instant at, @Nullable PersonId by, String name) {
        var over = at.isBefore(closesAt) ? at : closesAt;
        return new SupervisedSession(
                id, schoolClass, adult, adultName, room, about, openedAt, closesAt, new Closed(over, by, name));
    }
}
