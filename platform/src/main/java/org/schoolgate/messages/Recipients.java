package org.schoolgate.messages;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/** Where people get their post. Implemented by whoever keeps the people; asked inside the school's scope. */
public interface Recipients {
    /** Somebody's address; empty where the school has none, or may not write to them. */
    Optional<Recipient> recipient(SchoolId school, PersonId person);

    /** The people whose address this is; two guardians may share one. */
    List<PersonId> withAddress(SchoolId school, String address);

    /**
     * Somebody who can be written to.
     *
     * @param name as a letter greets them: Dan, Ms Okafor
     * @param language what they read
     */
    record Recipient(String name, String address, Locale language) {}
}
