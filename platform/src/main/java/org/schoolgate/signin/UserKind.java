package org.schoolgate.signin;

import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;

/** Kinds of user in which password rules, idle times and days differ (PWD-1). */
public enum UserKind {
    STAFF,
    KS2_PUPIL,
    YOUNG_PUPIL,
    OTHER_ADULT;

    public static UserKind of(Actor.Somebody somebody) {
        if (somebody.roles().stream().anyMatch(Role::isStaff)) {
            return STAFF;
        }
        if (somebody.is(Role.PUPIL)) {
            return somebody.phase() == Phase.KS2 ? KS2_PUPIL : YOUNG_PUPIL;
        }
        return OTHER_ADULT;
    }

    public boolean isPupil() {
        return this == KS2_PUPIL || this == YOUNG_PUPIL;
    }
}
