package org.schoolgate.filtering;

import static org.schoolgate.ui.Words.say;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.access.ReaderKind;
import org.schoolgate.gateway.feed.Wording;
import org.schoolgate.kernel.Phase;
import org.schoolgate.permissions.ForWhom;

/** A group of readers with a filter profile of its own. */
public enum ReaderGroup {
    EYFS(Wording.KS1),
    KS1(Wording.KS1),
    KS2(Wording.KS2),
    STAFF(Wording.ADULT),
    GUEST(Wording.ADULT),
    /** Whoever has not signed, or is not known: nothing but what is always open and the school's own pages. */
    NOT_SIGNED(Wording.KS2);

    private final Wording wording;

    ReaderGroup(Wording wording) {
        this.wording = wording;
    }

    public Wording wording() {
        return wording;
    }

    /** The name of its profile in the policy that gateways hold; that of {@link ReaderKind#profile} for people. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As people read it. */
    public String label() {
        return say("filtering.group." + id());
    }

    public boolean isPupils() {
        return phase().isPresent();
    }

    /** The phase of its pupils; empty where they are none. */
    public Optional<Phase> phase() {
        return switch (this) {
            case EYFS -> Optional.of(Phase.EYFS);
            case KS1 -> Optional.of(Phase.KS1);
            case KS2 -> Optional.of(Phase.KS2);
            case STAFF, GUEST, NOT_SIGNED -> Optional.empty();
        };
    }

    /** To whom rules for all of them are addressed. */
    Set<String> audiences() {
        return this == STAFF
                ? Set.of(ForWhom.STAFF)
                : phase().map(phase -> Set.of(ForWhom.ref(phase))).orElse(Set.of());
    }

    public static ReaderGroup of(Phase phase) {
        return switch (phase) {
            case EYFS -> EYFS;
            case KS1 -> KS1;
            case KS2 -> KS2;
        };
    }

    public static ReaderGroup of(ReaderKind kind) {
        return switch (kind) {
            case EYFS -> EYFS;
            case KS1 -> KS1;
            case KS2 -> KS2;
            case STAFF -> STAFF;
            case GUEST -> GUEST;
        };
    }
}
