package org.schoolgate.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;

/** The versions of one agreement, and which of them a signature may stand under to count. */
record Counting(Audience audience, List<Version> versions) {
    /** A version without its words. */
    record Version(TextId id, VersionNumber number, State state) {}

    static Counting of(Audience audience, Collection<AgreementText> texts) {
        return new Counting(
                audience,
                texts.stream()
                        .map(text -> new Version(text.id(), text.number(), text.state()))
                        .toList());
    }

    /** The version that people are asked to sign. */
    Optional<Version> inForce() {
        return versions.stream()
                .filter(version -> version.state() instanceof State.InForce)
                .findFirst();
    }

    /** The version that was put before people on that day: the newest that was in force by its end. */
    Optional<Version> onDay(LocalDate day) {
        return versions.stream()
                .filter(version -> since(version.state())
                        .filter(since ->
                                !LocalDate.ofInstant(since, AcademicYear.LONDON).isAfter(day))
                        .isPresent())
                .max(Comparator.comparing(Version::number));
    }

    private static Optional<Instant> since(State state) {
        return switch (state) {
            case State.Draft _, State.Approved _ -> Optional.empty();
            case State.InForce inForce -> Optional.of(inForce.since());
            case State.Replaced replaced -> Optional.of(replaced.since());
        };
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
                .filter(version -> version.number().major() == signed.major())
                .map(version -> version.state() instanceof State.Replaced replaced
                        ? replaced.signaturesCountUntil()
                        : Instant.MIN)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }
}
