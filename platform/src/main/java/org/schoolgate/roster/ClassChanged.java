package org.schoolgate.roster;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.ChangesPolicy;

/** A class was opened, changed or closed, or its adults changed. */
public record ClassChanged(Actor by, ClassId schoolClass, Change change) implements ChangesPolicy {
    /** What became of it. */
    public enum Change {
        OPENED,
        CHANGED,
        CLOSED,
        STAFFED
    }

    @Override
    public String kind() {
        return "roster.class-changed";
    }

    @Override
    public String subject() {
        return "class:" + schoolClass;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("change", change.name());
    }
}
