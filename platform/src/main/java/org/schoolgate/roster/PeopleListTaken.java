package org.schoolgate.roster;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;

/** Somebody took a list of people out of the program. */
public record PeopleListTaken(Actor by, int people) implements Audited {
    @Override
    public String kind() {
        return "roster.people-list-taken";
    }

    @Override
    public String subject() {
        return "school:" + by.school();
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("people", String.valueOf(people));
    }
}
