package org.schoolgate.filtering;

import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.OFFICE;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.PUPIL;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.STUDENT_TEACHER;
import static org.schoolgate.kernel.Role.SUPPORT_STAFF;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TEACHING_ASSISTANT;
import static org.schoolgate.kernel.Role.TECHNICIAN;

import org.schoolgate.kernel.AccessPolicy;

/** Who may see and change what about the filter (FIL-3). */
public final class FilteringAccess {
    /** What a role may do with the filter. */
    public enum Operation {
        /** See profiles, rules and what is always open. */
        SEE,
        /** Choose what holds for a category; make and end rules for single sites. Who of these, a setting says. */
        CHANGE,
        /** Say which of the school's own sites are always open. */
        OWN_SITES,
        /** Report a site as unsuitable, or say that the filter is wrong about one. */
        REPORT,
        /** Say that the filter closes too much or too little. */
        FEEDBACK,
        /** Decide reports, and keep what the helpdesk answers. */
        DECIDE_REPORTS,
        /** Ask why a site is open or closed for somebody. */
        TRACE,
        /** Have the filter test itself. */
        TEST
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
                    TECHNICIAN)
            .allow(
                    Operation.CHANGE,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(Operation.OWN_SITES, HEAD, ONLINE_SAFETY_COORDINATOR)
            .allow(
                    Operation.REPORT,
                    PUPIL,
                    TEACHER,
                    TEACHING_ASSISTANT,
                    STUDENT_TEACHER,
                    SUPPORT_STAFF,
                    OFFICE,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(
                    Operation.FEEDBACK,
                    TEACHER,
                    TEACHING_ASSISTANT,
                    STUDENT_TEACHER,
                    SUPPORT_STAFF,
                    OFFICE,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(
                    Operation.DECIDE_REPORTS,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(
                    Operation.TRACE,
                    TEACHER,
                    TEACHING_ASSISTANT,
                    HEAD,
                    SENIOR_LEADER,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    TECHNICIAN)
            .allow(Operation.TEST, HEAD, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, TECHNICIAN)
            .done();

    private FilteringAccess() {}
}
