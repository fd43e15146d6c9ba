package org.schoolgate.access.web;

import static org.schoolgate.ui.Words.say;

import java.util.Comparator;
import java.util.List;
import org.schoolgate.access.Audience;
import org.schoolgate.access.ClassToday;
import org.schoolgate.access.Explained;
import org.schoolgate.access.ReaderAccess;
import org.schoolgate.access.Reason.Sort;

/** What the page of a class says of each pupil, in the words of staff. */
public record TodayWords(ClassToday today) {
    public String heading() {
        return say("access.today.heading", today.may(), today.pupils().size());
    }

    public boolean may(ReaderAccess pupil) {
        return ClassToday.reason(pupil) == null;
    }

    /** Those who may not first, then by name. */
    public List<ReaderAccess> inOrder() {
        return today.pupils().stream()
                .sorted(Comparator.comparing(this::may)
                        .thenComparing(pupil -> pupil.name().little()))
                .toList();
    }

    public String state(ReaderAccess pupil) {
        var reason = ClassToday.reason(pupil);
        if (reason != null) {
            return Explained.tag(reason);
        }
        return say(pupil.decision().isAllowed() ? "access.today.online" : "access.today.with-session");
    }

    public String title(ReaderAccess pupil) {
        return say("access.today.fix", pupil.name().little(), explained(pupil).says());
    }

    public String next(ReaderAccess pupil) {
        return explained(pupil).next();
    }

    /** Whether signing is what helps. */
    public boolean signs(ReaderAccess pupil) {
        var reason = ClassToday.reason(pupil);
        return reason != null && (reason.sort() == Sort.NOT_SIGNED || reason.sort() == Sort.EXPIRED);
    }

    private static Explained explained(ReaderAccess pupil) {
        var reason = ClassToday.reason(pupil);
        return reason == null
                ? new Explained("", "")
                : Explained.to(Audience.STAFF, reason, pupil.name().called());
    }
}
