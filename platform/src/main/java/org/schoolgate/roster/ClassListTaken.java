package org.schoolgate.roster;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Somebody took a list of a class out of the program. */
public record ClassListTaken(Actor by, ClassId schoolClass, int pupils) implements Audited {
    @Override
    public String kind() {
        return "roster.class-list-taken";
    }

    @Override
    public String subject() {
        return "class:" + schoolClass;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("pupils", String.valueOf(pupils));
    }
}
