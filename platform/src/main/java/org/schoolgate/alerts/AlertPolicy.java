package org.schoolgate.alerts;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Role;

/** Whose a signal is, as long as no case follows from it; from then on it is theirs who read the case. */
public final class AlertPolicy {
    /** What a role may do with signals in general. Which signals, the rules below say. */
    public enum Operation {
        READ,
        /** Open a case of one, put it aside, say that it was a false alarm. */
        DECIDE,
        /** Look, as a second person, at some of what others put aside (MON-9). */
        REVIEW,
        /** See a month in numbers, with what each was. */
        SEE_MONTH,
        /** See the same in numbers alone, so few of which are not said. */
        SEE_COUNTS,
        /** See how what is graded. */
        SEE_GRADES,
        CHANGE_GRADES
    }

    /** Who may ever have to do with signals. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.READ,
                    Role.HEAD,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.CHAIR_OF_GOVERNORS)
            .allow(
                    Operation.DECIDE,
                    Role.HEAD,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.CHAIR_OF_GOVERNORS)
            .allow(Operation.REVIEW, Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.SEE_MONTH, Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD)
            .allow(
                    Operation.SEE_COUNTS,
                    Role.GOVERNOR,
                    Role.CHAIR_OF_GOVERNORS,
                    Role.HEAD,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.SEE_GRADES, Role.HEAD, Role.SAFEGUARDING_LEAD)
            .allow(Operation.CHANGE_GRADES, Role.HEAD, Role.SAFEGUARDING_LEAD)
            .done();

    private static final Set<Role> LEADS = EnumSet.of(Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);

    private AlertPolicy() {}

    /**
     * Those whose a signal is, and who comes next where nobody is left of them whom it is not about: about somebody who works
     * here the head's alone (INC-25), about the head the chair's, where a child may come to harm theirs who keep children safe.
     */
    static List<Set<Role>> inTurn(Alert.Kind kind, Sort sort) {
        return switch (kind) {
            case HEAD -> List.of(EnumSet.of(Role.CHAIR_OF_GOVERNORS), LEADS);
            case STAFF -> List.of(EnumSet.of(Role.HEAD), EnumSet.of(Role.CHAIR_OF_GOVERNORS), LEADS);
            case PUPIL, ADULT, UNKNOWN -> {
                var readers = EnumSet.of(Role.HEAD, Role.SAFEGUARDING_LEAD, Role.DEPUTY_SAFEGUARDING_LEAD);
                if (!sort.isForSafeguarding()) {
                    readers.add(Role.ONLINE_SAFETY_COORDINATOR);
                }
                yield List.of(readers);
            }
        };
    }
}
