package org.schoolgate.roster;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/** Somebody read what a court or the school decided about a child's guardians, and said for what. */
public record CautionRead(Actor by, PersonId pupil, NotePurpose purpose) implements Audited {
    @Override
    public String kind() {
        return "roster.caution-read";
    }

    @Override
    public String subject() {
        return "person:" + pupil;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("purpose", purpose.name());
    }
}
