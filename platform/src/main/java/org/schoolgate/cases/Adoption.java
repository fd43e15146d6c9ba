package org.schoolgate.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/**
 * A school's decision by which definition the new cases of a kind go.
 *
 * @param digest which text; null for the one that the program brings
 * @param brought the text that the program brought when it was decided; empty where it brings none of that kind
 */
public record Adoption(
        String procedure,
        @Nullable String digest,
        String brought,
        Instant inForceFrom,
        String why,
        PersonId writtenBy,
        String writtenByName,
        PersonId approvedBy,
        String approvedByName,
        Instant approvedAt) {}
