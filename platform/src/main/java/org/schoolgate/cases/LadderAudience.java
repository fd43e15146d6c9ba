package org.schoolgate.cases;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;

/** Whom a ladder of sanctions is for: what may follow for a child of five is nothing that follows for a colleague. */
public enum LadderAudience {
    KS1,
    KS2,
    STAFF,
    /** Parents and volunteers. */
    PARENT,
    VISITOR;

    /** The rungs with which a school begins, the lightest first. */
    List<Rung> preset() {
        return switch (this) {
            case KS1 ->
                List.of(
                        Rung.STOP_AND_TALK_TO_PARENTS,
                        Rung.INTERVIEW,
                        Rung.PARENTS_TOLD,
                        Rung.PROGRAM_OR_MACHINE_OFF,
                        Rung.ACCESS_OFF,
                        Rung.OTHER);
            case KS2 ->
                List.of(
                        Rung.INTERVIEW,
                        Rung.PARENTS_TOLD,
                        Rung.GROUP_LEFT,
                        Rung.PROGRAM_OR_MACHINE_OFF,
                        Rung.ACCESS_OFF,
                        Rung.OTHER,
                        Rung.REFERRAL);
            case STAFF ->
                List.of(
                        Rung.INTERVIEW,
                        Rung.PROGRAM_OR_MACHINE_OFF,
                        Rung.ACCESS_OFF,
                        Rung.OTHER,
                        Rung.DISCIPLINE,
                        Rung.REFERRAL);
            case PARENT -> List.of(Rung.INTERVIEW, Rung.GROUP_LEFT, Rung.ACCESS_OFF, Rung.REFERRAL);
            case VISITOR -> List.of(Rung.INTERVIEW, Rung.ACCESS_OFF, Rung.REFERRAL);
        };
    }

    /** All rungs that a school can have for them. */
    public List<Rung> possible() {
        return Arrays.stream(Rung.values())
                .filter(rung -> switch (this) {
                    case KS1, KS2 -> rung.isOn(Rung.Ladder.PUPIL);
                    case STAFF -> rung.isOn(Rung.Ladder.STAFF);
                    case PARENT, VISITOR -> rung.isOn(Rung.Ladder.PUPIL) && rung.isOn(Rung.Ladder.STAFF);
                })
                .toList();
    }

    /** Whether sanctions are decided about them in cases, so that a rung can take something away. */
    public boolean isSanctioned() {
        return this == KS1 || this == KS2 || this == STAFF;
    }

    /** Whose somebody's is. A child whose year nobody knows is read to as the youngest are. */
    public static LadderAudience of(Set<Role> roles, @Nullable Phase phase) {
        if (roles.contains(Role.PUPIL)) {
            return phase == Phase.KS2 ? KS2 : KS1;
        }
        if (roles.stream().anyMatch(Role::isStaff)) {
            return STAFF;
        }
        return roles.contains(Role.PARENT) ? PARENT : VISITOR;
    }

    /** The end of the keys of its words. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
