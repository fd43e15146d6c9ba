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
    /** The same where the safeguarding lead keeps a child safe in it. */
    STAFF_AND_CHILD,
    /** About the head, who does not read it (CMP-8). */
    HEAD,
    /** The same where the safeguarding lead keeps a child safe in it. */
    HEAD_AND_CHILD;

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
            case STAFF_AND_CHILD -> EnumSet.of(Role.HEAD, SAFEGUARDING_LEAD);
            case HEAD -> EnumSet.of(CHAIR_OF_GOVERNORS);
            case HEAD_AND_CHILD -> EnumSet.of(CHAIR_OF_GOVERNORS, SAFEGUARDING_LEAD);
        };
    }

    /** The same, and who comes next where a school has nobody of them, so that no case is ever nobody's. */
    List<Set<Role>> inTurn() {
        return switch (this) {
            case ORDINARY, SEALED -> List.of(roles());
            case STAFF, STAFF_AND_CHILD ->
                List.of(STAFF.roles(), HEAD.roles(), EnumSet.of(SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD));
            case HEAD, HEAD_AND_CHILD -> List.of(HEAD.roles(), EnumSet.of(SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD));
        };
    }

    /** Whether the safeguarding lead reads it beside whoever is in charge of it. */
    boolean keepsTheLead() {
        return this == STAFF_AND_CHILD || this == HEAD_AND_CHILD;
    }

    /** Whether it is about nobody who works here. */
    boolean isOfPupilsAlone() {
        return this == ORDINARY || this == SEALED;
    }

    boolean isAboutTheHead() {
        return this == HEAD || this == HEAD_AND_CHILD;
    }

    static Circle of(boolean sealed, boolean aboutStaff, boolean aboutHead, boolean keepsTheLead) {
        if (aboutHead) {
            return keepsTheLead ? HEAD_AND_CHILD : HEAD;
        }
        if (aboutStaff) {
            return keepsTheLead ? STAFF_AND_CHILD : STAFF;
        }
        return sealed ? SEALED : ORDINARY;
    }
}
