package org.schoolgate.cases;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Agency;

/**
 * Whom a school calls outside.
 *
 * @param name who it is there; empty where there is no one person
 * @param outOfHours the number for nights and weekends
 * @param agreed what was agreed with them, as the procedure for what may be illegal with the police
 * @param reviewBy when that is to be looked at again; null where nothing was agreed
 */
public record ContactCard(
        Agency agency,
        String name,
        String phone,
        String outOfHours,
        String email,
        String agreed,
        @Nullable LocalDate reviewBy,
        Instant writtenAt,
        String writtenByName) {
    public boolean isToBeReviewed(LocalDate today) {
        return reviewBy != null && !today.isBefore(reviewBy);
    }
}
