package org.schoolgate.cases;

import java.time.Instant;
import org.schoolgate.kernel.PersonId;

/** Somebody who was named to read one case. */
public record CaseReader(PersonId person, String name, Instant namedAt, PersonId namedBy, String namedByName) {}
