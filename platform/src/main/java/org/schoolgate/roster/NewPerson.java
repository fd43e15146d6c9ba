package org.schoolgate.roster;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the school did not know yet.
 *
 * @param upn the number that follows a child from school to school, checked; null where there is none
 */
public record NewPerson(
        PersonName name,
        @Nullable LocalDate born,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String upn) {
    public static NewPerson called(String given, String family) {
        return new NewPerson(PersonName.of(given, family), null, null, null, null);
    }

    public static NewPerson called(String title, String given, String family, String email) {
        return new NewPerson(new PersonName(title, given, family, ""), null, email, null, null);
    }
}
