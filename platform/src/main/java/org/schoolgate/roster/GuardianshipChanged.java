package org.schoolgate.roster;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.PersonId;

/** Who stands for a child, or how, is not what it was. */
public record GuardianshipChanged(Actor by, PersonId pupil, PersonId guardian, Change change) implements ChangesPolicy {
    /** What became of it. */
    public enum Change {
        ADDED,
        CHANGED,
        ENDED
    }

    @Override
    public Affected affected() {
        return Affected.person(pupil);
    }

    @Override
    public String kind() {
        return "roster.guardianship-changed";
    }

    @Override
    public String subject() {
        return "person:" + pupil;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("guardian", guardian.toString(), "change", change.name());
    }
}
