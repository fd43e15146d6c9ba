package org.schoolgate.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;

/**
 * A signal: what one reader met with of one sort within {@link #WINDOW}. Whatever comes again in that time counts up and is
 * no other signal.
 *
 * @param who by what repeats are told: the reader's pseudonym, or the station where nobody was known
 * @param person null where nobody was known
 * @param beganAt when the first of it was seen
 * @param raisedAt when it came here
 * @param events how often it was seen
 * @param provedTo up to which of its kept events evidence holds them
 * @param seenAt when the first of those who may looked at it; null while nobody has
 * @param judgements what was said of it afterwards, the oldest first
 */
public record Alert(
        AlertId id,
        SchoolId school,
        Sort sort,
        Grade grade,
        String who,
        @Nullable PersonId person,
        Kind kind,
        Instant beganAt,
        Instant lastAt,
        Instant raisedAt,
        int events,
        long provedTo,
        @Nullable Instant seenAt,
        State state,
        List<Judgement> judgements) {
    /** What comes again within this from its beginning is the same. A night is one, and the next morning another. */
    static final Duration WINDOW = Duration.ofHours(12);

    public Alert {
        judgements = List.copyOf(judgements);
    }

    /** What its reader is to the school. */
    public enum Kind {
        PUPIL,
        STAFF,
        HEAD,
        ADULT,
        UNKNOWN;

        static Kind of(Set<Role> roles) {
            if (roles.contains(Role.PUPIL)) {
                return PUPIL;
            }
            if (roles.contains(Role.HEAD)) {
                return HEAD;
            }
            return roles.stream().anyMatch(Role::worksHere) ? STAFF : ADULT;
        }

        /** Whether it is about somebody who works here, and so not for those who hear of children (INC-25). */
        public boolean worksHere() {
            return this == STAFF || this == HEAD;
        }
    }

    /** What became of it. */
    public sealed interface State {
        /** Nobody has decided. */
        record Waiting() implements State {}

        /** A case follows from it; {@code by} is the program's own name where it opened that itself. */
        record Followed(Instant at, String by, String subject, String path) implements State {}

        record PutAside(Instant at, PersonId by, String byName, String because) implements State {}
    }

    /** What somebody said of it afterwards. */
    public enum Verdict {
        FALSE_ALARM,
        /** A second person finds it rightly put aside. */
        AGREES,
        /** A second person would not have put it aside. */
        DISAGREES
    }

    public record Judgement(Verdict verdict, Instant at, PersonId by, String byName, String because) {}

    /** What it turns on whose a signal is. */
    record About(Kind kind, Sort sort, @Nullable PersonId person) {}

    About about() {
        return new About(kind, sort, person);
    }

    String subject() {
        return id.subject();
    }

    public boolean isWaiting() {
        return state instanceof State.Waiting;
    }

    public boolean isPutAside() {
        return state instanceof State.PutAside;
    }

    /** Where the case is that follows from it. */
    public Optional<String> casePath() {
        return state instanceof State.Followed followed ? Optional.of(followed.path()) : Optional.empty();
    }

    public boolean isFalseAlarm() {
        return judgement(Verdict.FALSE_ALARM).isPresent();
    }

    /** Whether a second person has looked at how it was put aside. */
    public boolean isReviewed() {
        return second().isPresent();
    }

    /** What the second person said. */
    public Optional<Judgement> second() {
        return judgement(Verdict.AGREES).or(() -> judgement(Verdict.DISAGREES));
    }

    public Optional<Judgement> judgement(Verdict verdict) {
        return judgements.stream().filter(one -> one.verdict() == verdict).findFirst();
    }

    /** The station, where nobody was known. */
    public Optional<String> station() {
        return person == null && who.startsWith(Noticed.AT)
                ? Optional.of(who.substring(Noticed.AT.length()))
                : Optional.empty();
    }

    /** The same with one event more. */
    Alert with(Instant at) {
        return new Alert(
                id,
                school,
                sort,
                grade,
                who,
                person,
                kind,
                at.isBefore(beganAt) ? at : beganAt,
                at.isAfter(lastAt) ? at : lastAt,
                raisedAt,
                events + 1,
                provedTo,
                seenAt,
                state,
                judgements);
    }

    /**
     * Whether something seen then is more of it. What is graver than it was is another signal, and so is what came after
     * somebody had put it aside.
     */
    boolean takes(Instant at, Grade now) {
        return Duration.between(beganAt, at).abs().compareTo(WINDOW) < 0
                && !now.isGraverThan(grade)
                && !(state instanceof State.PutAside aside && at.isAfter(aside.at()));
    }
}
