package org.schoolgate.cases;

import java.util.Locale;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** What happens to complaints and concerns from outside, for the record: neither what was written nor who wrote it. */
public record ConcernEvent(Actor by, CaseId of, What what, Map<String, String> facts) implements Audited {
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
    public String kind() {
        return "concern." + what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String subject() {
        return "case:" + of;
    }
}
