package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * Something that somebody told, exactly as they told it, and who has it now.
 *
 * @param name the teller's name as the school wrote it then
 * @param byChild whether a pupil told it
 * @param words what they wrote, or nothing: a press alone is a report
 * @param page the address that they were looking at, if they said
 * @param teachersToo whether a child's own teachers hear of it besides the people whom the school names
 * @param trusted whom the child chose to hear it besides those who must; null where it chose nobody
 * @param details what an adult told besides
 * @param more what they added afterwards, oldest first
 * @param arrival how it came, where it was told while the network was away; null where it came at once
 * @param graded who heard it and said that somebody is in danger now; null where nobody has
 */
public record Report(
        ReportId id,
        SchoolId school,
        PersonId toldBy,
        String name,
        boolean byChild,
        Instant toldAt,
        Matter matter,
        String words,
        @Nullable String page,
        boolean teachersToo,
        @Nullable PersonId trusted,
        Details details,
        List<Addition> more,
        State state,
        @Nullable Arrival arrival,
        @Nullable Grading graded) {

    public Report {
        more = List.copyOf(more);
    }

    /** Something that the teller said afterwards. The first telling is never changed. */
    public record Addition(Instant at, Matter matter, String words) {}

    /**
     * How something came that was told while the network was away.
     *
     * @param deviceClock what the clock of the device said at the press; null where it said nothing
     * @param timeIsKnown whether the time at which it was told could be worked out, and is not that of its arrival
     */
    public record Arrival(Instant arrivedAt, @Nullable Instant deviceClock, boolean timeIsKnown) {}

    /** Somebody who hears it said that somebody is in danger now. */
    public record Grading(String by, Instant at) {}

    /** Who has it. */
    public sealed interface State {
        /** Nobody yet: it stands on the first screens of everybody who may take it. */
        record Waiting() implements State {}

        /** Somebody said that they have it. */
        record Taken(String by, Instant at) implements State {}
    }

    Report with(Details details, List<Addition> more) {
        return new Report(
                id,
                school,
                toldBy,
                name,
                byChild,
                toldAt,
                matter,
                words,
                page,
                teachersToo,
                trusted,
                details,
                more,
                state,
                arrival,
                graded);
    }

    /** Whether it is about somebody who works at the school, as its teller said (INC-25). */
    public boolean isAboutStaff() {
        return matter.isForTheHeadAlone()
                || matter == Matter.ABOUT_THE_HEAD
                || details.isAbout(OnCase.Kind.STAFF)
                || isAboutTheHead();
    }

    /** Whether it is about the head, who does not read it then. */
    boolean isAboutTheHead() {
        return matter == Matter.ABOUT_THE_HEAD || details.isAbout(OnCase.Kind.HEAD);
    }

    /** Whether somebody told the same again. */
    boolean says(Statement statement) {
        return matter == statement.matter()
                && words.equals(statement.words().strip())
                && Objects.requireNonNullElse(page, "").equals(statement.page().strip());
    }

    /** Whether somebody is in danger now, as its teller said at any time, or whoever heard it. */
    public boolean isDanger() {
        return graded != null
                || matter.rings()
                || more.stream().anyMatch(addition -> addition.matter().rings());
    }

    /** What it is about: a danger that was said once, and else the latest that the teller said. */
    public Matter latestMatter() {
        if (isDanger()) {
            return byChild && graded == null ? Matter.NEEDS_HELP_NOW : Matter.SOMEBODY_IN_DANGER;
        }
        return Optional.of(more)
                .filter(additions -> !additions.isEmpty())
                .map(additions -> additions.getLast().matter())
                .filter(said -> said != Matter.NOT_SAID && said != Matter.PRESSED_BY_MISTAKE)
                .orElse(matter);
    }
}
