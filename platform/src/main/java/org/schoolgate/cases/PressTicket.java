package org.schoolgate.cases;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;

/**
 * Whose page it was from which something was told: it goes with the page, is sealed so that nobody can make or change one,
 * and never stands on a device but inside what is sealed to the server.
 *
 * @param page this one page, as it was written for this child
 */
record PressTicket(SchoolId school, PersonId person, String name, Phase phase, Instant issued, UUID page) {
    /** How often somebody tells from one page. */
    static final int MOST = 50;

    Actor.Somebody child() {
        return new Actor.Somebody(school, person, name, Set.of(Role.PUPIL), phase);
    }

    boolean isOf(Actor.Somebody actor) {
        return school.equals(actor.school()) && person.equals(actor.person());
    }

    /** The report that comes of a press on the page: the same however often it is sent. */
    ReportId report(int press) {
        var bytes = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(page.getMostSignificantBits())
                .putLong(page.getLeastSignificantBits())
                .putInt(press)
                .array();
        return new ReportId(UUID.nameUUIDFromBytes(bytes));
    }
}
