package org.schoolgate.roster;

import java.util.Map;
import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.PersonId;

/** Somebody's name, birthday or address was put right; the record says which, not what to. */
public record DetailsChanged(Actor by, PersonId person, Set<Detail> details) implements Audited {
    /** What may be put right. */
    public enum Detail {
        NAME,
        BORN,
        EMAIL,
        PHONE,
        UPN
    }

    @Override
    public String kind() {
        return "roster.details-changed";
    }

    @Override
    public String subject() {
        return "person:" + person;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of(
                "details",
                String.join(" ", details.stream().map(Enum::name).sorted().toList()));
    }
}
