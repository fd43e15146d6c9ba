package org.schoolgate.access.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.schoolgate.access.Explained;
import org.schoolgate.access.Hold;
import org.schoolgate.access.HoldKind;
import org.schoolgate.access.HoldRegister.Preview;
import org.schoolgate.access.HoldRegister.Shown;
import org.schoolgate.access.Scope;
import org.schoolgate.roster.Person;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;

/** What the pages of holds say of each. */
public final class HoldWords {
    private HoldWords() {}

    /** The sort of reason in a few words. */
    public static String kind(HoldKind kind) {
        return say("access.hold.kind." + kind.word());
    }

    /** What is taken, and by what: a programme by its sites. */
    public static String scope(Hold hold) {
        return hold.scope() instanceof Scope.Sites(var name, var hosts)
                ? say(
                        "access.hold.scope.sites",
                        name,
                        String.join(", ", hosts.stream().sorted().toList()))
                : Explained.what(hold.scope());
    }

    /** The sort of reason, with what is taken where that is not everything. */
    public static String what(Hold hold) {
        return hold.scope().isEverything()
                ? kind(hold.kind())
                : say("access.hold.kind-of", kind(hold.kind()), Explained.what(hold.scope()));
    }

    /** The sorts to choose from, each with what it does. */
    public static List<Option> kinds(Preview preview) {
        return preview.kinds().stream()
                .map(kind -> new Option(kind.name(), kind(kind), say("access.hold.kind." + kind.word() + ".hint")))
                .toList();
    }

    /** Nobody, or one of those who could. */
    public static List<Option> helpers(Preview preview) {
        var options = new ArrayList<Option>();
        options.add(Option.of("", say("access.hold.files.nobody")));
        preview.helpers().stream().map(HoldWords::option).forEach(options::add);
        return options;
    }

    private static Option option(Person person) {
        return Option.of(person.id().toString(), person.name().shown());
    }

    /** Since when and until when. */
    public static String time(Hold hold) {
        return hold.until() == null
                ? say("access.hold.time.open", Dates.moment(hold.from()))
                : say("access.hold.time", Dates.moment(hold.from()), end(hold.until()));
    }

    /** The end as people say it: a hold that ends at midnight ends with the day before. */
    public static String end(Instant until) {
        return until.atZone(LONDON).toLocalTime().equals(LocalTime.MIDNIGHT)
                ? say("access.hold.end-of", Dates.weekday(until.minusSeconds(1)))
                : Dates.moment(until);
    }

    /** How it ended, and who ended it. */
    public static String over(Hold hold) {
        var lifted = hold.lifted();
        return lifted == null
                ? say("access.hold.ended", Dates.moment(Objects.requireNonNull(hold.until())))
                : say(
                        "access.hold.lifted-by",
                        lifted.by().name(),
                        Dates.moment(lifted.by().at()),
                        lifted.reason());
    }

    /** Where it stands, in two or three words. */
    public static String state(Shown one) {
        return say(
                !one.isAhead()
                        ? "access.hold.state.over"
                        : one.hasBegun() ? "access.hold.state.holds" : "access.hold.state.to-come");
    }

    static String done(Hold hold) {
        return hold.until() == null ? say("access.hold.placed.open") : say("access.hold.placed", end(hold.until()));
    }
}
