package org.schoolgate.cases;

import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/** Somebody looked at all that happened around somebody. The name is on the record, as the look-up is of a name. */
public record ChronologyRead(Actor by, PersonId person, String name) implements Audited {
    @Override
    public String kind() {
        return "case.chronology-read";
    }

    @Override
    public String subject() {
        return "person:" + person;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("person", person.toString(), "name", name);
    }
}
