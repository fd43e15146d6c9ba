package org.schoolgate.signin;

import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;

/** Who people are to a school now. Implemented by whoever keeps the people; asked inside the school's scope. */
public interface People {
    /** Somebody with today's name, roles and phase; empty once they have left, and then no session of theirs goes on. */
    Optional<Actor.Somebody> find(SchoolId school, PersonId person);

    /** Everybody who holds a role today, to be told of something. */
    default List<Actor.Somebody> withRole(SchoolId school, Role role) {
        return List.of();
    }
}
