package org.schoolgate.cases;

import java.util.Locale;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Something happened to a sanction, or somebody read of it. */
public record SanctionEvent(Actor by, SanctionId of, What what, Map<String, String> facts) implements Audited {
    /** What happened. */
    public enum What {
        DECIDED,
        SEEN,
        PARENT_WRITTEN_TO,
        LETTER_OPENED,
        LETTER_READ,
        HELD_BACK,
        TALK_ARRANGED,
        TALK_NOTED,
        TALK_REMINDED
    }

    public SanctionEvent {
        facts = Map.copyOf(facts);
    }

    @Override
    public String kind() {
        return "sanction." + what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String subject() {
        return "sanction:" + of;
    }
}
