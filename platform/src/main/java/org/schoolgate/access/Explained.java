package org.schoolgate.access;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.ui.Dates;

/**
 * A reason in the words of whoever reads it.
 *
 * @param says what is so
 * @param next what to do, or that there is nothing to do
 */
public record Explained(String says, String next) {
    /** The reason as {@code reader} is told it; {@code name} is what the person it is about is called. */
    public static Explained to(Audience reader, Reason reason, String name) {
        var key = key(reason, reader);
        var places = places(reason, name);
        return new Explained(say(key + ".says", places), say(key + ".next", places));
    }

    /** What is taken from somebody for a while and leaves them everything else. */
    public static Explained taken(Audience reader, Hold hold, String name) {
        var key = "access.taken." + reader.word();
        var places = new Object[] {name, until(hold.until()), hold.placed().name(), what(hold.scope())};
        return new Explained(say(key + ".says", places), say(key + ".next", places));
    }

    /** That something has come back. */
    public static Explained givenBack(Audience reader, Hold hold) {
        var key = "access.given-back." + reader.word();
        return new Explained(say(key + ".says", what(hold.scope())), say(key + ".next"));
    }

    /** What a hold takes, as people call it. */
    public static String what(Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> say("access.scope.everything");
            case Scope.Sites sites -> sites.name();
            case Scope.Sort sort -> say("access.scope." + sort.pastime().name().toLowerCase(Locale.ROOT));
            case Scope.Devices devices -> devices.name();
            case Scope.Group group -> group.name();
        };
    }

    /** The reason in two or three words, for lists that staff read. */
    public static String tag(Reason reason) {
        return say(key(reason, Audience.STAFF) + ".tag", places(reason, ""));
    }

    /** Both in one: why, and what to do next. */
    public String sentence() {
        return says + " " + next;
    }

    static String key(Reason reason, Audience reader) {
        return "access.reason." + reason.word() + "." + reader.word();
    }

    private static Object[] places(Reason reason, String name) {
        return new Object[] {name, when(reason), decider(reason)};
    }

    private static String when(Reason reason) {
        return switch (reason) {
            case Reason.NotYetJoined joining -> Dates.day(joining.from());
            case Reason.Left left -> Dates.day(left.since());
            case Reason.SaidNo no -> Dates.day(no.at());
            case Reason.TookBack back -> Dates.day(back.at());
            case Reason.NewRules fresh -> Dates.day(fresh.at());
            case Reason.YearEnded over -> Dates.day(over.at());
            case Reason.Held held -> until(held.hold().until());
            case Reason.NotOnRoll _,
                    Reason.NotGiven _,
                    Reason.NothingToSign _,
                    Reason.YearUnknown _,
                    Reason.NotSigned _,
                    Reason.QuestionOpen _,
                    Reason.NobodyMaySign _,
                    Reason.CourtOrder _,
                    Reason.GuardiansDiffer _,
                    Reason.NotSupervised _ -> "";
        };
    }

    /** A hold that ends with a day ends at the midnight after it. */
    private static String ending(Instant end) {
        return end.atZone(LONDON).toLocalTime().equals(LocalTime.MIDNIGHT)
                ? say("access.until", Dates.weekday(end))
                : say("access.until-time", Dates.time(end), Dates.weekday(end));
    }

    private static String until(@Nullable Instant end) {
        return Optional.ofNullable(end).map(Explained::ending).orElseGet(() -> say("access.for-now"));
    }

    private static String decider(Reason reason) {
        return reason instanceof Reason.Held held ? held.hold().placed().name() : "";
    }
}
