package org.schoolgate.cases;

import static org.schoolgate.kernel.Role.CHAIR_OF_GOVERNORS;
import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.schoolgate.kernel.Role;

/** Who reads a case for what they are. Each is closer than the one before it. */
public enum Circle {
    ORDINARY,
    /** Safeguarding: these, and readers who are named (SGD-11). */
    SEALED,
    /** About somebody who works here (INC-25, CMP-2). */
    STAFF,
    /** About the head, who does not read it (CMP-8). */
    HEAD;

    public Set<Role> roles() {
        return switch (this) {
            case ORDINARY ->
                EnumSet.of(
                        Role.HEAD,
                        SENIOR_LEADER,
                        SAFEGUARDING_LEAD,
                        DEPUTY_SAFEGUARDING_LEAD,
                        ONLINE_SAFETY_COORDINATOR);
            case SEALED -> EnumSet.of(Role.HEAD, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD);
            case STAFF -> EnumSet.of(Role.HEAD);
            case HEAD -> EnumSet.of(CHAIR_OF_GOVERNORS);
        };
    }

    /** The same, and who comes next where a school has nobody of them, so that no case is ever nobody's. */
    List<Set<Role>> inTurn() {
        return switch (this) {
            case ORDINARY, SEALED -> List.of(roles());
            case STAFF -> List.of(roles(), HEAD.roles(), EnumSet.of(SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD));
            case HEAD -> List.of(roles(), EnumSet.of(SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD));
        };
    }

    static Circle of(boolean sealed, boolean aboutStaff, boolean aboutHead) {
        if (aboutHead) {
            return HEAD;
        }
        if (aboutStaff) {
            return STAFF;
        }
        return sealed ? SEALED : ORDINARY;
    }
}
