package org.schoolgate.signin;

import java.util.List;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;

/**
 * The people whom a visitor of the demonstration may be, by one press. Implemented by the demonstration, and asked in
 * demonstration mode only: elsewhere there is no page, no path and no way of it.
 */
public interface DemoSignIns {
    List<DemoSignIn> all();

    /**
     * One of them.
     *
     * @param line who they are: "Head teacher, Greenfield Primary"
     */
    record DemoSignIn(SchoolId school, PersonId person, String name, String line) {}
}
