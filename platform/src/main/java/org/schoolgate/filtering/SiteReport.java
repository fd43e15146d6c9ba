package org.schoolgate.filtering;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * Somebody found a site unsuitable (R33).
 *
 * @param number counts up in a school: S-0012
 * @param site the host; or the part of it, where each is a site of its own
 * @param blocks whether the report closes the site while it is open: to all pupils, or to the pupil who found it
 * @param lapsesAt when that ends unless the report was confirmed; null where it lasts until it is decided
 */
public record SiteReport(
        UUID id,
        int number,
        String site,
        String url,
        String content,
        String device,
        PersonId foundBy,
        String foundByName,
        boolean byPupil,
        Instant at,
        boolean blocks,
        @Nullable Instant lapsesAt,
        State state,
        @Nullable Sent sent,
        @Nullable Answer answer) {
    /** Where it stands. */
    public sealed interface State {
        record Open() implements State {}

        /** It is unsuitable; a rule of the school keeps it closed. */
        record Confirmed(String by, Instant at, String reason) implements State {}

        /** It is suitable; nothing keeps it closed any more. */
        record Dismissed(String by, Instant at, String reason) implements State {}
    }

    /** That the decision went to the helpdesk, and when. */
    public record Sent(String to, Instant at) {}

    /** What the helpdesk answered. */
    public record Answer(String text, String reference, Instant at) {}

    /** As people write it: S-0012. */
    public String reference() {
        return "S-%04d".formatted(number);
    }

    /** Whether it is about a part of a host, which closes only where the whole address is seen. */
    public boolean isOfPart() {
        return site.indexOf('/') >= 0;
    }

    public boolean isOpen() {
        return state instanceof State.Open;
    }

    /** Whether it keeps the site closed at this moment. */
    public boolean isBlocking(Instant now) {
        return isOpen() && blocks && (lapsesAt == null || now.isBefore(lapsesAt));
    }
}
