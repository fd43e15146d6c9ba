package org.schoolgate.cases;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Occurrence;

/** What happens to complaints and concerns from outside, for the record: neither what was written nor who wrote it. */
public record ConcernEvent(Actor by, CaseId of, What what, Map<String, String> facts) implements Occurrence {
    /** What happened. */
    public enum What {
        TOLD,
        ADDED_TO,
        ANSWERED,
        /** Somebody asked who wrote it, for a reason. */
        WHO_ASKED,
        WHO_RELEASED,
        WHO_WITHHELD,
        /** Somebody needed to know at once, to protect a child, and asked nobody. */
        WHO_IN_DANGER,
        WHO_READ
    }

    public ConcernEvent {
        facts = Map.copyOf(facts);
    }

    static ConcernEvent of(Actor by, CaseId of, What what) {
        return new ConcernEvent(by, of, what, Map.of());
    }

    @Override
    public String area() {
        return "concern";
    }

    @Override
    public String subject() {
        return of.subject();
    }
}
