package org.schoolgate.roster;

/** What became of a role that somebody was to have, or to lose. */
public sealed interface RoleOutcome {
    record Done() implements RoleOutcome {}

    record AlreadySo() implements RoleOutcome {}

    /** Nobody but a head arranges their own roles. */
    record OwnRole() implements RoleOutcome {}

    /** A school without a head has nobody who decides. */
    record LastHead() implements RoleOutcome {}

    /** A child works for nobody. */
    record IsAPupil() implements RoleOutcome {}
}
