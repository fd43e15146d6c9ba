package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.ChangesPolicy;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/**
 * An adult has one role more, or one less.
 *
 * @param day the first with it, or the last
 */
public record RoleChanged(Actor by, PersonId person, Role role, Change change, LocalDate day) implements ChangesPolicy {
    /** What became of the role. */
    public enum Change {
        GIVEN,
        TAKEN
    }

    @Override
    public Affected affected() {
        return Affected.person(person);
    }

    @Override
    public String kind() {
        return "roster.role-changed";
    }

    @Override
    public String subject() {
        return "person:" + person;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("role", role.name(), "change", change.name(), "day", day.toString());
    }
}
