package org.schoolgate.access;

import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.OFFICE;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.PUPIL;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.STUDENT_TEACHER;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TEACHING_ASSISTANT;
import static org.schoolgate.kernel.Role.TECHNICIAN;

import java.util.Set;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;

/** Who may see and change what about access. */
public final class AccessPolicies {
    /** What a role may do with access. */
    public enum Operation {
        /** See who may go online in one's own classes. */
        SEE_OWN_CLASSES,
        /** See the register of the whole school, and take it away. */
        SEE_REGISTER,
        SEE_HOLDS,
        /** Hold and give back somebody's access; which kinds, {@link HoldKind} says. */
        HOLD,
        /** Hold a class's time online open. */
        SUPERVISE,
        /** Ask to go online, where pupils do so with an adult only. */
        ASK_TO_GO_ONLINE
    }

    /** The table. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.SEE_OWN_CLASSES,
                    TEACHER,
                    TEACHING_ASSISTANT,
                    STUDENT_TEACHER,
                    SENIOR_LEADER,
                    HEAD,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD)
            .allow(
                    Operation.SEE_REGISTER,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    OFFICE,
                    TECHNICIAN)
            .allow(
                    Operation.SEE_HOLDS,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN,
                    TEACHER)
            .allow(
                    Operation.HOLD,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN,
                    TEACHER)
            .allow(
                    Operation.SUPERVISE,
                    TEACHER,
                    TEACHING_ASSISTANT,
                    STUDENT_TEACHER,
                    SENIOR_LEADER,
                    HEAD,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.ASK_TO_GO_ONLINE, PUPIL)
            .done();

    private static final Set<Role> EVERYBODYS = ACCESS.rolesFor(Operation.SEE_REGISTER);

    private AccessPolicies() {}

    /** Whether the actor looks after everybody of the school, not only the pupils of some classes. */
    static boolean isEverybodys(Actor actor) {
        return actor.roles().stream().anyMatch(EVERYBODYS::contains);
    }
}
