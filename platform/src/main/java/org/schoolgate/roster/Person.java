package org.schoolgate.roster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;

/** Somebody whom the school knows, and where to write to them. */
public record Person(
        PersonId id,
        PersonName name,
        @Nullable LocalDate born,
        @Nullable String email,
        @Nullable String phone) {}
