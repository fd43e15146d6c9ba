package org.schoolgate.messages;

import java.time.LocalDate;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;

/** Days on which somebody cannot be reached, the first and the last among them. */
public record Absence(UUID id, PersonId person, String name, LocalDate from, LocalDate until) {
    boolean isOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
