package org.schoolgate.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;

/** What kind of reader somebody is, which chooses what the filter lets through and how it speaks. */
public enum ReaderKind {
    /** Nursery and Reception. Also a pupil whose year nobody knows: only the strictest fits. */
    EYFS,
    KS1,
    KS2,
    STAFF,
    /** Governors, volunteers, visitors, contractors and community users. */
    GUEST;

    /** Whoever holds one of these goes online at school by themselves: a parent who is nothing else does not. */
    public static final Set<Role> ROLES =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Role.PARENT, Role.TRUST_OFFICER)));

    /** The kind of somebody with these roles; a pupil is a pupil whatever else they are. */
    public static ReaderKind of(Set<Role> roles, @Nullable Phase phase) {
        if (roles.contains(Role.PUPIL)) {
            return phase == null
                    ? EYFS
                    : switch (phase) {
                        case EYFS -> EYFS;
                        case KS1 -> KS1;
                        case KS2 -> KS2;
                    };
        }
        return roles.stream().anyMatch(Role::isStaff) ? STAFF : GUEST;
    }

    public boolean isPupil() {
        return phase().isPresent();
    }

    /** The phase of such a pupil; empty for adults. */
    public Optional<Phase> phase() {
        return switch (this) {
            case EYFS -> Optional.of(Phase.EYFS);
            case KS1 -> Optional.of(Phase.KS1);
            case KS2 -> Optional.of(Phase.KS2);
            case STAFF, GUEST -> Optional.empty();
        };
    }

    /** The name of the filter profile that holds for this kind. */
    public String profile() {
        return name().toLowerCase(Locale.ROOT);
    }
}
