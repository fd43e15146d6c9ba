package org.schoolgate.access;

import static org.schoolgate.kernel.Role.DEPUTY_SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.HEAD;
import static org.schoolgate.kernel.Role.ONLINE_SAFETY_COORDINATOR;
import static org.schoolgate.kernel.Role.SAFEGUARDING_LEAD;
import static org.schoolgate.kernel.Role.SENIOR_LEADER;
import static org.schoolgate.kernel.Role.TEACHER;
import static org.schoolgate.kernel.Role.TECHNICIAN;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.schoolgate.kernel.Role;

/** Why access may be held (ACC-11), who may say so, and what it closes. */
public enum HoldKind {
    /** A sanction after a breach of the rules. */
    SANCTION,
    /** Somebody else knows the password; a new one lifts it. */
    PASSWORD_KNOWN,
    /** A device that is signed in as this person is not where it should be. */
    LOST_DEVICE,
    /** The account is a danger to the school's systems. */
    SECURITY_RISK,
    /** Wilful damage. */
    DAMAGE,
    /** The permission to use the school's technology personally is withdrawn for a time; what work needs stays open (SAN-12). */
    PERSONAL_USE,
    /** Something is being looked into. */
    INVESTIGATION;

    /** Whether a hold of this kind must have an end from the start: a sanction is never open-ended. */
    public boolean needsEnd() {
        return isSanction() || this == PERSONAL_USE;
    }

    /** Whether it may take less than everything. */
    public boolean takesParts() {
        return isSanction() || this == PERSONAL_USE;
    }

    /** Whether it answers something that the person did; who may decide that, the school's settings say. */
    boolean isSanction() {
        return switch (this) {
            case SANCTION, DAMAGE -> true;
            case PASSWORD_KNOWN, LOST_DEVICE, SECURITY_RISK, INVESTIGATION, PERSONAL_USE -> false;
        };
    }

    /** Whether it says something of how the person behaved, and not only of a device or an account. */
    boolean judges() {
        return isSanction() || this == INVESTIGATION || this == PERSONAL_USE;
    }

    /** A child can always reach the school's own pages, as that is where they tell; a dangerous account reaches nothing. */
    public Set<Service> closes() {
        return switch (this) {
            case SANCTION, PASSWORD_KNOWN, LOST_DEVICE, DAMAGE, INVESTIGATION, PERSONAL_USE ->
                EnumSet.of(Service.INTERNET);
            case SECURITY_RISK -> EnumSet.allOf(Service.class);
        };
    }

    /** Who may place one besides the head; of sanctions, the settings say. */
    Set<Role> placedBy() {
        return switch (this) {
            case SANCTION, DAMAGE, PERSONAL_USE -> EnumSet.of(HEAD);
            case PASSWORD_KNOWN ->
                EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, TECHNICIAN, TEACHER);
            case LOST_DEVICE ->
                EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, TECHNICIAN);
            case SECURITY_RISK -> EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, TECHNICIAN);
            case INVESTIGATION -> EnumSet.of(HEAD, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD);
        };
    }

    /** The end of the keys of its words. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
