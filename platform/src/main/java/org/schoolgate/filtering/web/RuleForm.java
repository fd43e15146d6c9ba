package org.schoolgate.filtering.web;

import static org.schoolgate.kernel.AcademicYear.LONDON;
import static org.schoolgate.ui.Words.say;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filtering.SchoolRule;
import org.schoolgate.filtering.SchoolRule.Effect;
import org.schoolgate.filtering.SchoolRules;
import org.schoolgate.ui.Dates;
import org.schoolgate.ui.Option;
import org.schoolgate.ui.Problems;

/** A rule for a site as it was typed. */
public record RuleForm(
        @Nullable String site,
        @Nullable String effect,
        @Nullable List<String> readers,
        @Nullable String until,
        @Nullable String reason,
        @Nullable String looked,
        @Nullable String reach) {
    static final String EVERYBODY = "everybody";

    static RuleForm of(SchoolRule rule) {
        return new RuleForm(
                rule.site(),
                rule.effect().name(),
                rule.forRefs().isEmpty() ? List.of(EVERYBODY) : List.copyOf(rule.forRefs()),
                rule.until() == null
                        ? ""
                        : Dates.iso(LocalDate.ofInstant(rule.until().minusSeconds(1), LONDON)),
                rule.reason(),
                "",
                rule.isOfPart() ? Reach.PART : "");
    }

    public String typedSite() {
        return site == null ? "" : site.strip();
    }

    public String chosenEffect() {
        return effect == null ? "" : effect;
    }

    public List<String> chosenReaders() {
        return readers == null ? List.of() : readers;
    }

    public String typedUntil() {
        return until == null ? "" : until.strip();
    }

    public String typedReason() {
        return reason == null ? "" : reason;
    }

    public boolean hasLooked() {
        return looked != null && !looked.isBlank();
    }

    public String chosenReach() {
        return reach == null ? "" : reach;
    }

    /** Whether it has to be said how much of the site is meant. */
    public boolean asksForReach() {
        return Reach.isAsked(typedSite());
    }

    public List<Option> reaches() {
        return Reach.options();
    }

    /** What the façade cannot see any more: nobody chosen, a day that is none. */
    Problems problems() {
        return Problems.none()
                .when(asksForReach() && !Reach.isChosen(chosenReach()), "reach", say("filtering.reach.choose"))
                .when(chosenReaders().isEmpty(), "readers", say("filtering.rule.readers.choose"))
                .when(
                        !typedUntil().isEmpty() && Dates.read(typedUntil()).isEmpty(),
                        "until",
                        say("filtering.ask.until.read"));
    }

    @Nullable
    Effect what() {
        return Arrays.stream(Effect.values())
                .filter(one -> one.name().equals(effect))
                .findFirst()
                .orElse(null);
    }

    /** Everybody holds all others. */
    Set<String> refs() {
        return chosenReaders().contains(EVERYBODY) ? Set.of() : new HashSet<>(chosenReaders());
    }

    /** The end of the day that was chosen; null where there is none. */
    @Nullable
    Instant end() {
        return Dates.read(typedUntil())
                .map(day -> day.plusDays(1).atStartOfDay(LONDON).toInstant())
                .orElse(null);
    }

    SchoolRules.Wish wish() {
        return new SchoolRules.Wish(
                Reach.of(typedSite(), chosenReach()), what(), refs(), end(), typedReason(), hasLooked());
    }
}
