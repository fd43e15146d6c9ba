package org.schoolgate.agreements;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.wording.Audience;

/** The versions of one agreement, and which of them a signature may stand under to count. */
record Counting(Audience audience, Collection<AgreementText> versions) {
    /** The version that people are asked to sign. */
    Optional<AgreementText> inForce() {
        return versions.stream().filter(AgreementText::isInForce).findFirst();
    }

    /**
     * Until when a signature under {@code signed} counts, before its year is over: for ever under the version in force
     * and those that differ only in words, until the school's date under one that was replaced.
     */
    Instant countsUntil(VersionNumber signed) {
        var current = inForce();
        if (current.isPresent() && current.get().number().major() == signed.major()) {
            return Instant.MAX;
        }
        return versions.stream()
                .filter(text -> text.number().major() == signed.major())
                .map(text ->
                        text.state() instanceof State.Replaced replaced ? replaced.signaturesCountUntil() : Instant.MIN)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }
}
