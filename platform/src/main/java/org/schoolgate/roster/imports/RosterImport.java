package org.schoolgate.roster.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that was sent, and where it stands.
 *
 * @param effective the day on which the file holds
 */
public record RosterImport(
        ImportId id, String fileName, Instant sentAt, String sentBy, LocalDate effective, State state) {
    /** Where an import stands; nothing has changed in the school before it is {@link Applied}. */
    public sealed interface State {
        /**
         * The columns of a school's own table wait for their meaning.
         *
         * @param samples the first values of each column
         * @param remembered whether the mapping is one that somebody agreed to before
         */
        record Unmapped(List<String> headings, List<List<String>> samples, ColumnMapping mapping, boolean remembered)
                implements State {}

        /** The bundle is about several schools, and somebody has to say which of them this is. */
        record Unplaced(List<BundledSchool> schools) implements State {}

        /**
         * It can be looked at, and applied.
         *
         * @param trouble why the last try came to nothing; null if there was none
         */
        record Ready(ImportPreview preview, @Nullable Trouble trouble) implements State {}

        /** It is being applied; the page can be left. */
        record Running(int done, int total, Instant since) implements State {}

        record Applied(Result result, Instant at, String by) implements State {}

        /** Somebody put it away, or nobody came back to it. */
        record PutAway(Instant at) implements State {}
    }

    /** A school that a bundle is about. */
    public record BundledSchool(String key, String name) {}

    /** Why a try to apply came to nothing. The school is as it was. */
    public enum Trouble {
        /** The roster was changed after the preview was looked at. */
        CHANGED,
        /** Something broke; the log has it. */
        BROKEN
    }

    /** What an import did. */
    public record Result(
            int people,
            int classes,
            int enrolments,
            int joined,
            int moved,
            int left,
            int changed,
            int staying,
            int former,
            int rejected) {}
}
