package org.schoolgate.agreements.wording;

import java.util.List;
import java.util.Optional;
import org.schoolgate.kernel.Phase;

/** Whom an agreement is written for. */
public enum Audience {
    EYFS,
    KS1,
    KS2,
    STAFF,
    /** Staff who were lent a laptop or a tablet, beside what they sign as staff (AGR-10). */
    DEVICE,
    /** Governors, volunteers, visitors, contractors and community users. */
    OTHER_ADULT,
    /** A parent's or carer's own conduct, beside what they sign for a child. */
    PARENT;

    public static Audience of(Phase phase) {
        return switch (phase) {
            case EYFS -> EYFS;
            case KS1 -> KS1;
            case KS2 -> KS2;
        };
    }

    /** The phase whose pupils sign this, or nothing where adults do. */
    public Optional<Phase> phase() {
        return switch (this) {
            case EYFS -> Optional.of(Phase.EYFS);
            case KS1 -> Optional.of(Phase.KS1);
            case KS2 -> Optional.of(Phase.KS2);
            case STAFF, DEVICE, OTHER_ADULT, PARENT -> Optional.empty();
        };
    }

    public boolean isPupils() {
        return phase().isPresent();
    }

    /** The parts that have to be signed: a pupil's agreement has the child's and the parent's. */
    public List<Part> parts() {
        return isPupils() ? List.of(Part.PUPIL, Part.PARENT_FOR_CHILD) : List.of(Part.OWN);
    }
}
