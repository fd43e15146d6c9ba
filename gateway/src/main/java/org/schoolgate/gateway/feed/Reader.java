package org.schoolgate.gateway.feed;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One person as a gateway knows them: a pseudonym, never a name.
 *
 * @param audiences references of their classes and their phase, to which rules are addressed
 * @param withheld what this reader alone may not use for a while; none for nearly everybody
 */
public record Reader(
        String ref, String profile, Set<String> audiences, boolean staff, AccessState access, List<Withheld> withheld) {
    /** @param withheld null in a copy that was made before there was such a thing */
    public Reader(
            String ref,
            String profile,
            Set<String> audiences,
            boolean staff,
            AccessState access,
            @Nullable List<Withheld> withheld) {
        this.ref = ref;
        this.profile = profile;
        this.audiences = Set.copyOf(audiences);
        this.staff = staff;
        this.access = access;
        this.withheld = withheld == null ? List.of() : List.copyOf(withheld);
    }

    /** A reader from whom nothing is withheld. */
    public Reader(String ref, String profile, Set<String> audiences, boolean staff, AccessState access) {
        this(ref, profile, audiences, staff, access, List.of());
    }
}
