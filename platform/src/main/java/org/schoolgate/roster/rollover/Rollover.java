package org.schoolgate.roster.rollover;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;

/**
 * A school's step into a new school year, and where it stands.
 *
 * @param past the steps that were done, the newest first
 */
public record Rollover(AcademicYear into, State state, List<Past> past) {
    /** Where it stands. */
    public sealed interface State {
        /** It can be looked at, changed and told. */
        record Open(
                RolloverPreview preview,
                LocalDate earliest,
                @Nullable Trouble trouble) implements State {}

        /** It will be done by itself on its day. */
        record Planned(RolloverPreview preview, LocalDate effective, String by, Instant at) implements State {}

        record Running(int done, int total) implements State {}
    }

    /** Why the last try changed nothing. */
    public enum Trouble {
        /** The school was no longer as somebody had looked at it. */
        CHANGED,
        BROKEN
    }

    /** What it did. */
    public record Result(int moved, int stayed, int finished, int left, int newRules, int withoutClass, int classes) {}

    /** A step that was done. */
    public record Past(AcademicYear into, LocalDate effective, String by, Instant at, Result result) {}

    /** What became of something that somebody said of it. */
    public sealed interface Outcome {
        record Done() implements Outcome {}

        /** It will be done on that day. */
        record Planned(LocalDate on) implements Outcome {}

        /** It is no longer what was looked at, or somebody else was faster. */
        record LookAgain() implements Outcome {}

        /** Everybody is in the new year already. */
        record NothingToDo() implements Outcome {}

        /** The new year does not begin before that day. */
        record TooEarly(LocalDate earliest) implements Outcome {}

        /** Another class of that year is called so. */
        record NameTaken() implements Outcome {}
    }
}
