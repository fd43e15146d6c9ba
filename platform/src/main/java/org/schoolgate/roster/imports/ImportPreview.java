package org.schoolgate.roster.imports;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.PersonName;

/**
 * What a file would do to the school, before anything is done.
 *
 * @param effective the day on which the file holds
 * @param onRoll pupils on roll before it
 * @param staying people in the file about whom nothing changes
 * @param former people in the file whose time was over before; they are written down
 * @param gone people in the file who have left and whom the school never knew; they are passed over
 * @param fingerprint what the preview came to: a file may be applied while it comes to the same again
 */
public record ImportPreview(
        LocalDate effective,
        int onRoll,
        Read read,
        List<Joiner> joiners,
        List<Mover> movers,
        List<Leaver> leavers,
        List<Changed> changed,
        int staying,
        int former,
        int gone,
        List<ClassNote> classes,
        List<Finding> findings,
        Guard guard,
        String fingerprint) {
    /** How much of the file was understood. */
    public record Read(int people, int pupils, int staff, int guardians, int classes, int enrolments) {}

    /**
     * Somebody who comes.
     *
     * @param reachable for a pupil, whether some guardian has an address or a number
     */
    public record Joiner(
            PersonName name,
            Role role,
            @Nullable Integer yearGroup,
            @Nullable String className,
            boolean reachable,
            LocalDate from) {}

    /** A pupil whose year or class changes. */
    public record Mover(
            PersonId id,
            PersonName name,
            @Nullable Integer yearBefore,
            @Nullable String classBefore,
            @Nullable Integer year,
            @Nullable String className) {
        /** Whether other rules hold from then on, which have to be signed. */
        public boolean changesPhase() {
            return year != null && (yearBefore == null || Phase.ofYear(year) != Phase.ofYear(yearBefore));
        }
    }

    /** Somebody who goes. */
    public record Leaver(
            PersonId id,
            PersonName name,
            Role role,
            @Nullable Integer yearGroup,
            @Nullable String className,
            LeavingReason reason,
            LocalDate lastDay) {}

    /** Somebody of whom something else is new. */
    public record Changed(PersonId id, PersonName name, List<Changed.What> what) {
        /** What is new. */
        public enum What {
            NAME,
            BORN,
            EMAIL,
            PHONE,
            NUMBER,
            ROLE,
            LAST_DAY,
            CLASS,
            GUARDIAN_ADDED,
            GUARDIAN_CHANGED,
            GUARDIAN_ENDED
        }
    }

    /** A class that comes or goes. */
    public record ClassNote(String name, Fate fate) {
        /** What becomes of it. */
        public enum Fate {
            OPENED,
            CHANGED,
            CLOSED,
            WAS
        }
    }

    ImportPreview withFingerprint(String known) {
        return new ImportPreview(
                effective, onRoll, read, joiners, movers, leavers, changed, staying, former, gone, classes, findings,
                guard, known);
    }

    /** Whether the file does anything at all. */
    public boolean doesNothing() {
        return joiners.isEmpty()
                && movers.isEmpty()
                && leavers.isEmpty()
                && changed.isEmpty()
                && former == 0
                && classes.isEmpty();
    }

    public List<Finding> rejected() {
        return findings.stream().filter(finding -> finding.reason().rejects()).toList();
    }

    public List<Finding> remarks() {
        return findings.stream().filter(finding -> !finding.reason().rejects()).toList();
    }
}
