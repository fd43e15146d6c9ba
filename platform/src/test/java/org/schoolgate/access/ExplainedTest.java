package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.testing.Keeps;

/** Every reason has words for everybody who may read it, and they keep to the voice. */
class ExplainedTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final PersonId SOMEBODY = PersonId.random();
    private static final List<String> NEVER = List.of(
            "violation", "offender", "flagged", "denied", "invalid", "please wait", "oops", "submit", "user", "banned");

    @Test
    void theseAreAllReasonsThereAre() {
        var sealed = Arrays.stream(Reason.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toSet());
        assertThat(all().stream().map(reason -> reason.getClass().getSimpleName()))
                .hasSize(35)
                .containsOnlyOnceElementsOf(Set.of("NotOnRoll", "NotYetJoined", "Left", "NotSupervised"));
        assertThat(all().stream()
                        .map(reason -> reason.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .isEqualTo(sealed);
    }

    @ParameterizedTest
    @EnumSource
    @Keeps("ACC-22")
    void everyReasonTellsEveryReaderWhatIsSoAndWhatToDoNext(Audience reader) {
        int told = 0;
        for (var reason : all()) {
            if (!concerns(reader, reason)) {
                continue;
            }
            var explained = Explained.to(reader, reason, "Priya");
            assertThat(explained.says())
                    .as(Explained.key(reason, reader))
                    .isNotBlank()
                    .doesNotContain("{", "⟦");
            assertThat(explained.next())
                    .as(Explained.key(reason, reader))
                    .isNotBlank()
                    .matches(".*[.!]$");
            for (var word : NEVER) {
                assertThat(explained.sentence().toLowerCase(Locale.ROOT)).doesNotContainPattern("\\b" + word + "\\b");
            }
            told++;
        }
        assertThat(told).isGreaterThanOrEqualTo(reader == Audience.SELF ? 15 : 20);
    }

    @Test
    void everyReasonHasATagForListsThatStaffRead() {
        for (var reason : all()) {
            assertThat(Explained.tag(reason)).as(reason.word()).isNotBlank().hasSizeLessThan(40);
        }
    }

    @Test
    void aHoldSaysWhoDecidedAndWhenItEnds() {
        var hold = hold(HoldKind.SANCTION, MONDAY);
        assertThat(Explained.to(Audience.STAFF, hold, "Jack"))
                .isEqualTo(new Explained(
                        "access is off until Monday 23 November 2026",
                        "Mrs Lindqvist decided it. It comes back by itself."));
        assertThat(Explained.to(Audience.KS2, hold(HoldKind.INVESTIGATION, null), "Jack")
                        .says())
                .isEqualTo("Your internet is off for now.");
    }

    @Test
    void whatParentsDisagreeAboutIsNotToldToTheChildOrTheTeacher() {
        for (var reason : List.of(new Reason.CourtOrder(), new Reason.GuardiansDiffer(List.of(SOMEBODY)))) {
            for (var reader : EnumSet.of(Audience.KS1, Audience.KS2, Audience.STAFF)) {
                assertThat(Explained.to(reader, reason, "Priya").sentence().toLowerCase(Locale.ROOT))
                        .doesNotContain("court", "order", "disagree", "same answer");
            }
        }
    }

    /** Adults sign for themselves; children have a part and a parent's part. */
    private static boolean concerns(Audience reader, Reason reason) {
        boolean adults = reason.word().endsWith("-own") || reason instanceof Reason.NotGiven;
        boolean children = reason.word().endsWith("-pupil")
                || reason.word().endsWith("-parent")
                || reason instanceof Reason.NobodyMaySign
                || reason instanceof Reason.YearUnknown
                || reason instanceof Reason.CourtOrder
                || reason instanceof Reason.GuardiansDiffer
                || reason instanceof Reason.NotSupervised;
        return switch (reader) {
            case STAFF -> true;
            case SELF -> !children;
            case KS1, KS2, PARENT -> !adults;
        };
    }

    private static List<Reason> all() {
        var all = new ArrayList<Reason>(List.of(
                new Reason.NotOnRoll(),
                new Reason.NotYetJoined(MONDAY),
                new Reason.Left(MONDAY),
                new Reason.NothingToSign(),
                new Reason.NotGiven(),
                new Reason.YearUnknown(),
                new Reason.NobodyMaySign(),
                new Reason.CourtOrder(),
                new Reason.GuardiansDiffer(List.of(SOMEBODY)),
                new Reason.NotSupervised()));
        for (var part : Part.values()) {
            all.add(new Reason.NotSigned(part, SOMEBODY));
            all.add(new Reason.QuestionOpen(part, SOMEBODY));
            all.add(new Reason.SaidNo(part, SOMEBODY, MONDAY));
            all.add(new Reason.TookBack(part, SOMEBODY, MONDAY));
            all.add(new Reason.NewRules(part, SOMEBODY, MONDAY));
            all.add(new Reason.YearEnded(part, SOMEBODY, MONDAY));
        }
        for (var kind : HoldKind.values()) {
            all.add(hold(kind, MONDAY));
        }
        return all;
    }

    private static Reason.Held hold(HoldKind kind, @Nullable Instant until) {
        var placed = new Hold.Decider(SOMEBODY, "Mrs Lindqvist", MONDAY.minusSeconds(9));
        return new Reason.Held(new Hold(
                HoldId.random(),
                SOMEBODY,
                kind,
                kind.closes(),
                new Scope.Everything(),
                "why",
                MONDAY.minusSeconds(9),
                until,
                placed,
                null));
    }
}
