package org.schoolgate.signin;

import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * Where an adult holds a class's time online open now (ACC-17). Implemented by access; asked inside the school's scope. A
 * class code and a picture are good inside one of these only, and what they opened ends with it: see {@link
 * Sessions#endSupervised}.
 */
public interface SupervisedSessions {
    /** The sessions that are open at this moment. */
    List<Supervised> open(SchoolId school);

    /** One class's time online, held open by an adult. */
    record Supervised(UUID id, UUID classId, PersonId heldBy) {}
}
