package org.schoolgate.kernel;

/** What somebody is to a school (requirements section 1). One person may hold several. */
public enum Role {
    PUPIL,
    PARENT,
    TEACHER,
    TEACHING_ASSISTANT,
    SUPPORT_STAFF,
    OFFICE,
    STUDENT_TEACHER,
    SENIOR_LEADER,
    HEAD,
    ONLINE_SAFETY_COORDINATOR,
    SAFEGUARDING_LEAD,
    DEPUTY_SAFEGUARDING_LEAD,
    DATA_PROTECTION_OFFICER,
    TECHNICIAN,
    GOVERNOR,
    CHAIR_OF_GOVERNORS,
    VOLUNTEER,
    VISITOR,
    CONTRACTOR,
    COMMUNITY_USER,
    TRUST_OFFICER;

    /** Whether a matter about its holder is one about somebody who works here, paid or not (INC-25). */
    public boolean worksHere() {
        return isStaff()
                || switch (this) {
                    case VOLUNTEER, CONTRACTOR, GOVERNOR, CHAIR_OF_GOVERNORS -> true;
                    default -> false;
                };
    }

    /** Whether the holder works for the school and keeps to the staff agreement. */
    public boolean isStaff() {
        return switch (this) {
            case TEACHER,
                    TEACHING_ASSISTANT,
                    SUPPORT_STAFF,
                    OFFICE,
                    STUDENT_TEACHER,
                    SENIOR_LEADER,
                    HEAD,
                    ONLINE_SAFETY_COORDINATOR,
                    SAFEGUARDING_LEAD,
                    DEPUTY_SAFEGUARDING_LEAD,
                    DATA_PROTECTION_OFFICER,
                    TECHNICIAN -> true;
            case PUPIL,
                    PARENT,
                    GOVERNOR,
                    CHAIR_OF_GOVERNORS,
                    VOLUNTEER,
                    VISITOR,
                    CONTRACTOR,
                    COMMUNITY_USER,
                    TRUST_OFFICER -> false;
        };
    }
}
