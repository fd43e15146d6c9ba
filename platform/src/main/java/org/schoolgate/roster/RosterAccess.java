package org.schoolgate.roster;

import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.OFFICE;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.STUDENT_TEACHER;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TEACHING_ASSISTANT;
import static org.schoolgate.kernel.Role.TECHNICIAN;
import static org.schoolgate.kernel.Role.TRUST_OFFICER;

import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;

/**
 * Who may see and change what about people. Governors, parents and pupils see no list of names; teachers see the classes
 * that they are in, and the pupils of those.
 */
public final class RosterAccess {
    /** What a role may do with the roster. */
    public enum Operation {
        /** Find anybody, see anybody's page and every class. */
        SEE_EVERYBODY,
        /** See the classes that one is in, and the pupils of those. */
        SEE_OWN_CLASSES,
        /** See who a pupil's guardians are and how to reach them. */
        SEE_GUARDIANS,
        /** Read what a court or the school decided about a guardian; each reading is on the record. */
        READ_CAUTIONS,
        /** See who works here and as what. */
        SEE_STAFF,
        /** Add people and classes, put names and years right, say who left. */
        KEEP_PEOPLE,
        CHANGE_GUARDIANS,
        /** Give and take everyday roles. */
        GIVE_ROLES,
        /** Give and take roles that decide over others or see their data. */
        GIVE_SENIOR_ROLES,
        /** Give and take roles that see other schools of the trust too: no one school's head decides over these. */
        GIVE_TRUST_ROLES,
        IMPORT,
        ROLL_OVER
    }

    /** The table. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.SEE_EVERYBODY,
                    HEAD,
                    SENIOR_LEADER,
                    OFFICE,
                    TECHNICIAN,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.SEE_OWN_CLASSES, TEACHER, TEACHING_ASSISTANT, STUDENT_TEACHER)
            .allow(
                    Operation.SEE_GUARDIANS,
                    HEAD,
                    SENIOR_LEADER,
                    OFFICE,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TEACHER)
            .allow(Operation.READ_CAUTIONS, HEAD, OFFICE, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD)
            .allow(
                    Operation.SEE_STAFF,
                    HEAD,
                    SENIOR_LEADER,
                    OFFICE,
                    TECHNICIAN,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.KEEP_PEOPLE, HEAD, OFFICE, TECHNICIAN)
            .allow(Operation.CHANGE_GUARDIANS, HEAD, OFFICE, SAFEGUARDING_LEAD)
            .allow(Operation.GIVE_ROLES, HEAD, TECHNICIAN)
            .allow(Operation.GIVE_SENIOR_ROLES, HEAD)
            .allow(Operation.GIVE_TRUST_ROLES, TRUST_OFFICER)
            .allow(Operation.IMPORT, HEAD, OFFICE, TECHNICIAN)
            .allow(Operation.ROLL_OVER, HEAD, OFFICE, TECHNICIAN)
            .done();

    private RosterAccess() {}

    /** Whether somebody may give and take {@code role}. */
    public static boolean mayGive(Actor actor, Role role) {
        return ACCESS.allows(actor, toGive(role));
    }

    /** Whether it decides over nobody and opens no data but that of one's own classes. */
    static boolean isEveryday(Role role) {
        return switch (toGive(role)) {
            case GIVE_ROLES, KEEP_PEOPLE -> true;
            default -> false;
        };
    }

    /** What somebody must be allowed to give or take {@code role}. */
    static Operation toGive(Role role) {
        return switch (role) {
            case TEACHER,
                    TEACHING_ASSISTANT,
                    SUPPORT_STAFF,
                    STUDENT_TEACHER,
                    VOLUNTEER,
                    VISITOR,
                    CONTRACTOR,
                    COMMUNITY_USER -> Operation.GIVE_ROLES;
            case PUPIL, PARENT -> Operation.KEEP_PEOPLE;
            case OFFICE,
                    SENIOR_LEADER,
                    HEAD,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    DATA_PROTECTION_OFFICER,
                    TECHNICIAN,
                    GOVERNOR,
                    CHAIR_OF_GOVERNORS -> Operation.GIVE_SENIOR_ROLES;
            case TRUST_OFFICER -> Operation.GIVE_TRUST_ROLES;
        };
    }
}
