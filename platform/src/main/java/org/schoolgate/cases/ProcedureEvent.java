package org.schoolgate.cases;

import java.util.Locale;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** What a school does with its procedures, for the record. A text is named by its digest. */
public record ProcedureEvent(Actor by, String procedure, What what, Map<String, String> facts) implements Audited {
    /** What happened. */
    public enum What {
        DRAFTED,
        REWRITTEN,
        APPROVAL_ASKED,
        SENT_BACK,
        DROPPED,
        ADOPTED,
        /** No new cases are opened of it. */
        RETIRED,
        BROUGHT_BACK
    }

    public ProcedureEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public String kind() {
        return "procedure." + what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String subject() {
        return "procedure:" + procedure;
    }
}
