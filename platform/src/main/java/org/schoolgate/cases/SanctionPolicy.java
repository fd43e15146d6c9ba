package org.schoolgate.cases;

import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.PARENT;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.TEACHER;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;

/**
 * Who knows of a sanction. A teacher knows of those of the pupils whom they teach; what was decided about an adult the head
 * alone knows; nobody sees their own here.
 */
public final class SanctionPolicy {
    /** What a role may do with sanctions. */
    public enum Operation {
        /** See that there is one. */
        SEE,
        WRITE_TO_PARENTS,
        /** Decide that parents are not told. */
        HOLD_BACK,
        /** Arrange a talk, and write down what came of one's own. */
        ARRANGE_TALK,
        /** Read a letter that was written to oneself. */
        READ_OWN_LETTER
    }

    /** The table. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.SEE,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TEACHER)
            .allow(
                    Operation.WRITE_TO_PARENTS,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TEACHER)
            .allow(
                    Operation.ARRANGE_TALK,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TEACHER)
            .allow(Operation.HOLD_BACK, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.READ_OWN_LETTER, PARENT)
            .done();

    private static final Set<Role> OF_EVERY_PUPIL =
            EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD);

    private SanctionPolicy() {}

    /** Whether the actor knows of this one. */
    static boolean maySee(Actor.Somebody actor, Sanction sanction, Predicate<PersonId> teaches) {
        if (!ACCESS.allows(actor, Operation.SEE) || actor.person().equals(sanction.person())) {
            return false;
        }
        if (sanction.ladder() == Rung.Ladder.STAFF) {
            return actor.is(HEAD);
        }
        return actor.roles().stream().anyMatch(OF_EVERY_PUPIL::contains) || teaches.test(sanction.person());
    }
}
