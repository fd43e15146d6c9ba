package org.schoolgate.roster.rollover;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.PersonName;
import org.schoolgate.roster.SchoolClass;

/**
 * Who would go where on that day.
 *
 * @param closing the classes of the old year, which are over then
 * @param fingerprint the same for two previews that would do the same
 */
public record RolloverPreview(
        AcademicYear into,
        LocalDate effective,
        List<Line> lines,
        List<Group> groups,
        List<PlannedClass> classes,
        List<SchoolClass> closing,
        String fingerprint) {
    /** What becomes of a pupil. */
    public enum Fate {
        MOVES,
        /** The same year group once more. */
        STAYS,
        /** Was in the last year of the school. */
        FINISHES,
        LEAVES,
        /** The records do not say the year group, so nobody knows the next one. */
        YEAR_UNKNOWN,
        /** Is in the new year and a class of it already. */
        SETTLED
    }

    /** One pupil. */
    public record Line(
            PersonId id,
            PersonName name,
            @Nullable Integer yearBefore,
            @Nullable String formBefore,
            Fate fate,
            @Nullable Integer year,
            @Nullable ClassId form,
            @Nullable String formName,
            boolean chosen) {
        /** Whether the pupil stays and has no class. */
        public boolean hasNoPlace() {
            return switch (fate) {
                case MOVES, STAYS -> form == null;
                case YEAR_UNKNOWN -> true;
                case FINISHES, LEAVES, SETTLED -> false;
            };
        }

        public boolean goes() {
            return fate == Fate.FINISHES || fate == Fate.LEAVES;
        }

        /** The phase with new rules into which the pupil comes, if it is another. */
        public boolean changesPhase() {
            return !goes() && year != null && yearBefore != null && Phase.ofYear(year) != Phase.ofYear(yearBefore);
        }
    }

    /**
     * The pupils of one form who come into the same year group.
     *
     * @param key by which a form field names it
     */
    public record Group(
            String key,
            @Nullable String form,
            int yearBefore,
            int year,
            int count,
            @Nullable ClassId into) {}

    public int count(Fate fate) {
        return (int) lines.stream().filter(line -> line.fate() == fate).count();
    }

    public List<Line> those(Predicate<Line> which) {
        return lines.stream().filter(which).toList();
    }

    /** The classes that will be there. */
    public List<PlannedClass> open() {
        return classes.stream().filter(one -> !one.leftOut()).toList();
    }

    /** How many pupils this class will have. */
    public int pupilsOf(PlannedClass one) {
        return (int)
                lines.stream().filter(line -> one.classId().equals(line.form())).count();
    }

    /** Whether nothing is left to be done. */
    public boolean doesNothing() {
        return lines.stream().allMatch(line -> line.fate() == Fate.SETTLED)
                && closing.isEmpty()
                && open().stream().allMatch(PlannedClass::exists);
    }
}
