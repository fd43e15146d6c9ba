package org.schoolgate.cases;

import java.time.Instant;
import java.util.List;
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
 * @param more what they added afterwards, oldest first
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
        List<Addition> more,
        State state) {

    public Report {
        more = List.copyOf(more);
    }

    /** Something that the teller said afterwards. The first telling is never changed. */
    public record Addition(Instant at, Matter matter, String words) {}

    /** Who has it. */
    public sealed interface State {
        /** Nobody yet: it stands on the first screens of everybody who may take it. */
        record Waiting() implements State {}

        /** Somebody said that they have it. */
        record Taken(String by, Instant at) implements State {}
    }

    /** What it is about, by the latest that the teller said. */
    public Matter latestMatter() {
        return Optional.of(more)
                .filter(additions -> !additions.isEmpty())
                .map(additions -> additions.getLast().matter())
                .filter(said -> said != Matter.NOT_SAID && said != Matter.PRESSED_BY_MISTAKE)
                .orElse(matter);
    }
}
