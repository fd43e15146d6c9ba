package org.schoolgate.signin;

import org.schoolgate.kernel.AccessPolicy;
import org.schoolgate.kernel.Role;

/** Which role may do what with other people's ways in. Everybody may do what they like with their own. */
public final class SignInAccess {
    /** What a role may do. */
    public enum Operation {
        /** Open accounts and give first passwords. */
        OPEN_ACCOUNTS,
        /** Give a pupil a new password; teachers and assistants for their own classes. */
        RESET_PUPIL,
        /** Send an adult a link to set a new password. */
        RESET_ADULT,
        /** See when and where somebody signed in; teachers and assistants for their own classes. */
        SEE_SIGN_INS,
        /** End somebody else's session; teachers and assistants for their own classes. */
        END_SESSION,
        /** Look at signs that an account is shared. */
        REVIEW_SHARED_USE,
        /** Make class cards and secret pictures; teachers and assistants for their own classes. */
        CLASS_CARDS
    }

    /** The table. */
    public static final AccessPolicy<Operation> ACCESS = AccessPolicy.over(Operation.class)
            .allow(Operation.OPEN_ACCOUNTS, Role.HEAD, Role.OFFICE, Role.TECHNICIAN)
            .allow(
                    Operation.RESET_PUPIL,
                    Role.TEACHER,
                    Role.TEACHING_ASSISTANT,
                    Role.HEAD,
                    Role.OFFICE,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.TECHNICIAN)
            .allow(Operation.RESET_ADULT, Role.HEAD, Role.OFFICE, Role.TECHNICIAN)
            .allow(
                    Operation.SEE_SIGN_INS,
                    Role.TEACHER,
                    Role.TEACHING_ASSISTANT,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.TECHNICIAN)
            .allow(
                    Operation.END_SESSION,
                    Role.TEACHER,
                    Role.TEACHING_ASSISTANT,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.TECHNICIAN)
            .allow(
                    Operation.REVIEW_SHARED_USE,
                    Role.HEAD,
                    Role.ONLINE_SAFETY_COORDINATOR,
                    Role.SAFEGUARDING_LEAD,
                    Role.TECHNICIAN)
            .allow(
                    Operation.CLASS_CARDS,
                    Role.TEACHER,
                    Role.TEACHING_ASSISTANT,
                    Role.HEAD,
                    Role.OFFICE,
                    Role.TECHNICIAN)
            .done();

    private SignInAccess() {}
}
