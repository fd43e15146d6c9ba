package org.schoolgate.alerts;

import java.util.Locale;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** What happens to signals, for the record. */
public record AlertEvent(Actor by, String subject, What what, Map<String, String> facts) implements Audited {
    /** What happened. */
    public enum What {
        RAISED,
        READ,
        /** A case follows from it. */
        FOLLOWED,
        /** More of the same became evidence of its case. */
        PROVED,
        PUT_ASIDE,
        FALSE_ALARM,
        /** A second person looked at one that was put aside. */
        REVIEWED,
        /** Signals that were put aside long ago are gone. */
        LET_GO,
        MONTH_READ,
        GRADE_CHANGED
    }

    public AlertEvent {
        facts = Map.copyOf(facts);
    }

    static AlertEvent of(Actor by, Alert alert, What what, Map<String, String> facts) {
        return new AlertEvent(by, alert.subject(), what, facts);
    }

    @Override
    public String kind() {
        return "alert." + what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
