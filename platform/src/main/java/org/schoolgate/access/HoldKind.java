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
import org.schoolgate.kernel.Actor;
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
    /** Something is being looked into. */
    INVESTIGATION;

    /** Whether a hold of this kind must have an end from the start: a sanction is never open-ended. */
    public boolean needsEnd() {
        return switch (this) {
            case SANCTION, DAMAGE -> true;
            case PASSWORD_KNOWN, LOST_DEVICE, SECURITY_RISK, INVESTIGATION -> false;
        };
    }

    public Set<Service> closes() {
        return switch (this) {
            case SANCTION, PASSWORD_KNOWN, LOST_DEVICE, DAMAGE -> EnumSet.of(Service.INTERNET);
            case SECURITY_RISK, INVESTIGATION -> EnumSet.allOf(Service.class);
        };
    }

    public boolean mayBePlacedBy(Actor actor) {
        return actor instanceof Actor.Schoolgate || actor.roles().stream().anyMatch(placedBy()::contains);
    }

    private Set<Role> placedBy() {
        return switch (this) {
            case SANCTION -> EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD);
            case PASSWORD_KNOWN ->
                EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, TECHNICIAN, TEACHER);
            case LOST_DEVICE ->
                EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, SAFEGUARDING_LEAD, TECHNICIAN);
            case SECURITY_RISK -> EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR, TECHNICIAN);
            case DAMAGE -> EnumSet.of(HEAD, SENIOR_LEADER, ONLINE_SAFETY_COORDINATOR);
            case INVESTIGATION -> EnumSet.of(HEAD, SAFEGUARDING_LEAD, DEPUTY_SAFEGUARDING_LEAD);
        };
    }

    /** The end of the keys of its words. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
