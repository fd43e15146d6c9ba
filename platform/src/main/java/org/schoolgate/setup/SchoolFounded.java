package org.schoolgate.setup;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** A school begins to use Schoolgate: the first entry of its record. */
record SchoolFounded(Actor by, String name) implements Audited {
    @Override
    public String kind() {
        return "school.founded";
    }

    @Override
    public String subject() {
        return "school:" + by.school();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("name", name);
    }
}
