package org.schoolgate.messages;

import java.time.LocalDate;
import java.util.UUID;

/** Days on which the school is closed, the first and the last among them. */
public record ClosedDays(UUID id, String name, LocalDate from, LocalDate until) {
    public boolean isOn(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
