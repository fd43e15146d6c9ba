package org.schoolgate.access.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.Holds;
import org.schoolgate.access.Scope;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Ids;
import org.schoolgate.ui.Problems;

/**
 * A hold as somebody typed it.
 *
 * @param from the first day; empty for now
 * @param until the last day, at whose end it is over; empty until somebody lifts it
 * @param helper who gets the person's work out; empty for nobody
 */
public record HoldForm(
        String person, String kind, String from, String until, String reason, String helper, String due) {
    public HoldForm(
            @Nullable String person,
            @Nullable String kind,
            @Nullable String from,
            @Nullable String until,
            @Nullable String reason,
            @Nullable String helper,
            @Nullable String due) {
        this.person = or(person);
        this.kind = or(kind);
        this.from = or(from);
        this.until = or(until);
        this.reason = or(reason);
        this.helper = or(helper);
        this.due = or(due);
    }

    private static String or(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    /** Whose access; null where this is nobody's number. */
    @Nullable
    PersonId personId() {
        return Ids.read(person).map(PersonId::new).orElse(null);
    }

    Problems problems() {
        return Problems.none()
                .when(kindOrNull() == null, "kind", say("access.hold.no-kind"))
                .when(isNoDay(from), "from", say("access.hold.day"))
                .when(isNoDay(until), "until", say("access.hold.day"))
                .when(isNoDay(due), "due", say("access.hold.day"));
    }

    /** What it says; null where it has problems. */
    Holds.@Nullable Wish wish() {
        var whose = personId();
        var why = kindOrNull();
        if (whose == null || why == null) {
            return null;
        }
        return new Holds.Wish(
                whose,
                why,
                begin(from),
                end(until),
                reason,
                Ids.read(helper)
                        .map(adult -> new Holds.Files(
                                new PersonId(adult), Dates.read(due).orElse(null)))
                        .orElse(null),
                why == HoldKind.PERSONAL_USE ? new Scope.Sort(Scope.Pastime.PRIVATE) : new Scope.Everything());
    }

    private @Nullable HoldKind kindOrNull() {
        return Arrays.stream(HoldKind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElse(null);
    }

    private static boolean isNoDay(String typed) {
        return !typed.isEmpty() && Dates.read(typed).isEmpty();
    }

    private static @Nullable Instant begin(String typed) {
        return Dates.read(typed)
                .map(day -> day.atStartOfDay(LONDON).toInstant())
                .orElse(null);
    }

    private static @Nullable Instant end(String typed) {
        return Dates.read(typed)
                .map((LocalDate day) -> day.plusDays(1).atStartOfDay(LONDON).toInstant())
                .orElse(null);
    }
}
