package org.schoolgate.gateway.feed;

import java.util.Set;

/**
 * One person as a gateway knows them: a pseudonym, never a name.
 *
 * @param audiences references of their classes and their phase, to which rules are addressed
 */
public record Reader(String ref, String profile, Set<String> audiences, boolean staff, AccessState access) {
    public Reader {
        audiences = Set.copyOf(audiences);
    }
}
