package org.schoolgate.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;

/**
 * A time in which people are asked (AGR-2, R14).
 *
 * @param year the school year that answers are for
 * @param answerBy the day that letters name; reminders go on after it until the round is closed
 * @param remindEvery how many days apart
 */
public record Round(
        RoundId id,
        String name,
        AcademicYear year,
        Set<Audience> audiences,
        LocalDate answerBy,
        int remindEvery,
        State state) {
    /** How far a round has come. */
    public sealed interface State {
        record Open(PersonId by, Instant since) implements State {}

        record Closed(PersonId openedBy, Instant since, PersonId by, Instant at) implements State {}
    }

    public Round {
        audiences = Set.copyOf(audiences);
        if (name.isBlank() || audiences.isEmpty() || remindEvery < 1) {
            throw new IllegalArgumentException(
                    "a round %s that asks %s every %d days".formatted(name, audiences, remindEvery));
        }
    }

    public boolean isOpen() {
        return state instanceof State.Open;
    }

    public Instant since() {
        return switch (state) {
            case State.Open(var by, var since) -> since;
            case State.Closed(var opener, var since, var by, var at) -> since;
        };
    }

    Round close(PersonId by, Instant at) {
        if (!(state instanceof State.Open(var opener, var since))) {
            throw new IllegalStateException("round %s is closed already".formatted(id));
        }
        return new Round(id, name, year, audiences, answerBy, remindEvery, new State.Closed(opener, since, by, at));
    }
}
