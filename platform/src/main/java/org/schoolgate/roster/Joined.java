package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/** Somebody belongs to the school from that day on, which may be one to come. */
public record Joined(Actor by, PersonId person, Role role, LocalDate from) implements ChangesPolicy {
    @Override
    public Affected affected() {
        return Affected.person(person);
    }

    @Override
    public String kind() {
        return "roster.joined";
    }

    @Override
    public String subject() {
        return "person:" + person;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("role", role.name(), "from", from.toString());
    }
}
