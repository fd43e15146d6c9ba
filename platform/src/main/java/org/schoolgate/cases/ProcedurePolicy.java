package org.schoolgate.cases;

import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;

/**
 * Who changes the procedures of a school. Two people stand behind each change: whoever wrote it, and somebody else who
 * approves it; one of them is the head.
 */
public final class ProcedurePolicy {
    /** What a role may do with procedures in general. */
    public enum Operation {
        /** Read them, and which of them are the school's own. */
        READ,
        /** Write a version of the school's own. */
        WRITE,
        /** Let one that somebody else wrote be in force. */
        APPROVE,
        /** Let no new cases be opened of a kind of the school's own, and bring it back. */
        RETIRE
    }

    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    CasePolicy.ACCESS.rolesFor(CasePolicy.Operation.READ).toArray(new Role[0]))
            .allow(Operation.WRITE, Role.HEAD, Role.ONLINE_SAFETY_COORDINATOR, Role.SAFEGUARDING_LEAD)
            .allow(Operation.APPROVE, Role.HEAD, Role.SAFEGUARDING_LEAD)
            .allow(Operation.RETIRE, Role.HEAD)
            .done();

    private ProcedurePolicy() {}

    /** Whether somebody is the second person of a draft: not one of its writers, and the head where none of them was. */
    public static boolean approves(Actor.Somebody actor, ProcedureDraft draft) {
        return ACCESS.allows(actor, Operation.APPROVE)
                && !draft.hands().contains(actor.person())
                && (actor.is(Role.HEAD) || draft.byHead());
    }
}
