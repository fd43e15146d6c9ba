package org.schoolgate.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * The cover of a case: how it began, and what its entries come to.
 *
 * @param kind the id of the procedure with which it began
 * @param title its kind as people call it: the title of that procedure when it began
 * @param toldBy who told what it follows from; null where it began with nobody's telling
 * @param aboutStaff whether it was told as something about somebody who works here
 * @param nextDue when the first of its time limits runs out; null where no clock runs
 * @param touchedAt when anything was last said about a step
 * @param closedAt null while it is open
 */
public record CaseFile(
        CaseId id,
        SchoolId school,
        CaseNumber number,
        String kind,
        String title,
        Instant openedAt,
        PersonId openedBy,
        String openedByName,
        @Nullable ReportId report,
        @Nullable PersonId toldBy,
        boolean aboutStaff,
        Circle circle,
        boolean sealed,
        @Nullable Instant nextDue,
        Instant touchedAt,
        @Nullable Instant closedAt) {
    /** How a kind is called that the program brings; one of a school's own is called what it is called here. */
    static String title(String kind) {
        return Procedures.ours().find(kind).map(Procedure::title).orElse(kind);
    }

    public boolean isClosed() {
        return closedAt != null;
    }

    public boolean isOverdue(Instant now) {
        return nextDue != null && !now.isBefore(nextDue);
    }

    CaseFile standing(Circle now, boolean sealedNow, @Nullable Instant due, Instant touched, @Nullable Instant closed) {
        return new CaseFile(
                id,
                school,
                number,
                kind,
                title,
                openedAt,
                openedBy,
                openedByName,
                report,
                toldBy,
                aboutStaff,
                now,
                sealedNow,
                due,
                touched,
                closed);
    }
}
