package org.schoolgate.signin;

import java.util.List;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/** Which children are in which class, with which adults. Implemented by the roster; asked inside the school's scope. */
public interface ClassLists {
    /** The classes of today, by name. */
    List<ClassList> classes(SchoolId school);

    /**
     * A class as sign-in needs it.
     *
     * @param adults its teachers and assistants, who look after its pupils' ways in
     */
    record ClassList(UUID id, String name, List<PersonId> pupils, List<PersonId> adults) {}
}
