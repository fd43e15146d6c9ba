package org.schoolgate.roster.imports;

import java.util.Locale;
import org.schoolgate.kernel.Role;

/** What a job in a file makes of somebody. No file can hand out rights over others: those are given by hand. */
sealed interface StaffJob {
    Role role();

    record Known(Role role) implements StaffJob {}

    /** A job whose rights a head gives on the staff page; until then its holder is this. */
    record ByHand(Role role) implements StaffJob {}

    static StaffJob of(String job) {
        var small = job.toLowerCase(Locale.ROOT);
        if (small.matches(
                ".*\\b(head ?teacher|head|principal|deputy|dsl|safeguarding|admin.*|office.*|business|bursar"
                        + "|technician|network|it manager|data|leader|slt|director|secretary|clerk|co-?ordinator|senco)\\b.*")) {
            return new ByHand(small.contains("teacher") ? Role.TEACHER : Role.SUPPORT_STAFF);
        }
        if (small.matches(".*\\b(student teacher|trainee|itt|ect trainee)\\b.*")) {
            return new Known(Role.STUDENT_TEACHER);
        }
        if (small.matches(".*\\b(assistant|ta|hlta|lsa|aide|learning support)\\b.*")) {
            return new Known(Role.TEACHING_ASSISTANT);
        }
        if (small.matches(".*\\b(teacher|teaching|tutor|ect|nqt)\\b.*")) {
            return new Known(Role.TEACHER);
        }
        if (small.matches(".*\\b(governor|trustee)\\b.*")) {
            return new ByHand(Role.VOLUNTEER);
        }
        return small.matches(".*\\bvolunteer\\b.*") ? new Known(Role.VOLUNTEER) : new Known(Role.SUPPORT_STAFF);
    }
}
