package org.schoolgate.agreements;

import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Role;

/** Who may do what with agreements. Which pupils a teacher may do it for is narrower, and asked beside it. */
public final class AgreementsAccess {
    /** What can be done. */
    public enum Operation {
        /** Read the texts of the school, those in preparation too. */
        READ_TEXTS,
        /** Compose and word a new version. */
        DRAFT_TEXT,
        /** Approve a version and put it in force. */
        APPROVE_TEXT,
        /** Open and close rounds, and remind. */
        RUN_ROUND,
        /** See who has answered and who has not, in the whole school. */
        READ_PROGRESS,
        /** See it for one's own classes. */
        READ_OWN_CLASS,
        /** See how many, never who. */
        READ_COUNTS,
        /** Let the children of one's own class answer, and witness it. */
        WITNESS,
        /** Enter an answer that came on paper. */
        ENTER_PAPER,
        /** The same about the pupils of one's own classes. */
        ENTER_PAPER_OF_CLASS,
        /** Look again at a paper that somebody else entered. */
        LOOK_AGAIN,
        /** See the families in which carers disagree, or a court has decided something. */
        READ_FAMILIES,
        /** Hear carers who disagree, and write down what came of it. */
        HEAR_FAMILY,
        /** Note that a device of a member of staff came back. */
        TAKE_DEVICE_BACK,
        /** Print letters for those who have no e-mail address. */
        PRINT_LETTERS,
        /** Read what somebody answered over the years, and the evidence. */
        READ_HISTORY,
        /** Answer what people asked before signing. */
        ANSWER_QUESTIONS,
        /** Answer for oneself, or for one's child. */
        SIGN
    }

    /** The table that pages ask and a test reads. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(
                    Operation.READ_TEXTS,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.DATA_PROTECTION_OFFICER,
                    Role.OFFICE,
                    Role.TEACHER,
                    Role.GOVERNOR,
                    Role.CHAIR_OF_GOVERNORS)
            .allow(Operation.DRAFT_TEXT, Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR)
            .allow(Operation.APPROVE_TEXT, Role.HEAD)
            .allow(Operation.RUN_ROUND, Role.HEAD, Role.ONLINE_SAFETY_COORDINATOR)
            .allow(
                    Operation.READ_PROGRESS,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.OFFICE)
            .allow(Operation.READ_OWN_CLASS, Role.TEACHER, Role.TEACHING_ASSISTANT)
            .allow(
                    Operation.READ_COUNTS,
                    Role.HEAD,
                    Role.SENIOR_LEADER,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.OFFICE,
                    Role.GOVERNOR,
                    Role.CHAIR_OF_GOVERNORS)
            .allow(Operation.WITNESS, Role.TEACHER, Role.TEACHING_ASSISTANT)
            .allow(Operation.ENTER_PAPER, Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR, Role.OFFICE)
            .allow(Operation.ENTER_PAPER_OF_CLASS, Role.TEACHER, Role.TEACHING_ASSISTANT)
            .allow(Operation.LOOK_AGAIN, Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR, Role.OFFICE)
            .allow(
                    Operation.READ_HISTORY,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.DATA_PROTECTION_OFFICER,
                    Role.OFFICE)
            .allow(
                    Operation.READ_FAMILIES,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD)
            .allow(Operation.HEAR_FAMILY, Role.HEAD)
            .allow(Operation.TAKE_DEVICE_BACK, Role.HEAD, Role.OFFICE)
            .allow(Operation.PRINT_LETTERS, Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR, Role.OFFICE)
            .allow(Operation.ANSWER_QUESTIONS, Role.HEAD, Role.SENIOR_LEADER, Role.ONLINE_SAFETY_COORDINATOR)
            .allow(
                    Operation.SIGN,
                    Role.PUPIL,
                    Role.PARENT,
                    Role.TEACHER,
                    Role.TEACHING_ASSISTANT,
                    Role.SUPPORT_STAFF,
                    Role.OFFICE,
                    Role.STUDENT_TEACHER,
                    Role.SENIOR_LEADER,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.DEPUTY_SAFEGUARDING_LEAD,
                    Role.DATA_PROTECTION_OFFICER,
                    Role.TECHNICIAN,
                    Role.GOVERNOR,
                    Role.CHAIR_OF_GOVERNORS,
                    Role.VOLUNTEER,
                    Role.VISITOR,
                    Role.CONTRACTOR,
                    Role.COMMUNITY_USER)
            .done();

    private AgreementsAccess() {}
}
