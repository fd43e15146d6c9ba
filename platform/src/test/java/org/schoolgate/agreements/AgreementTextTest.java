package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.AgreementText.Approval;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Kind;
import org.schoolgate.agreements.wording.Library;
import org.schoolgate.agreements.wording.Line;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.agreements.wording.Section;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.testing.Keeps;

@Keeps({"AGR-1", "AGR-11"})
class AgreementTextTest {
    private static final Instant NOON = Instant.parse("2026-08-24T11:00:00Z");
    private static final PersonId HEAD = PersonId.random();
    private static final Library LIBRARY = Library.ours();

    @Test
    void aVersionGoesFromDraftToApprovedToInForceToReplaced() {
        var draft = draft(Change.MAJOR, LIBRARY.usual(Audience.KS2));
        var approved = ((Approval.Approved) draft.approve(HEAD, NOON, Optional.empty())).text();
        var inForce = approved.putInForce(NOON.plusSeconds(60));
        var replaced = inForce.replace(NOON.plusSeconds(120), NOON.plus(Duration.ofDays(14)));

        assertThat(List.of(draft, approved, inForce, replaced))
                .extracting(AgreementText::state)
                .hasExactlyElementsOfTypes(
                        State.Draft.class, State.Approved.class, State.InForce.class, State.Replaced.class);
        assertThat(replaced.english().fingerprint()).isEqualTo(draft.english().fingerprint());
    }

    @Test
    void whatIsNotApprovedDoesNotComeIntoForce() {
        var draft = draft(Change.MAJOR, LIBRARY.usual(Audience.KS2));

        assertThatIllegalStateException().isThrownBy(() -> draft.putInForce(NOON));
        assertThatIllegalStateException().isThrownBy(() -> draft.replace(NOON, NOON));
    }

    @Test
    void aVersionIsApprovedOnce() {
        var approved = ((Approval.Approved)
                        draft(Change.MAJOR, LIBRARY.usual(Audience.KS2)).approve(HEAD, NOON, Optional.empty()))
                .text();

        assertThat(approved.approve(HEAD, NOON, Optional.empty())).isEqualTo(new Approval.NotADraft());
    }

    @Test
    void aRuleMoreOrLessIsNotAMinorChange() {
        var before = draft(Change.MAJOR, LIBRARY.usual(Audience.KS2));
        var fewer = new HashSet<>(LIBRARY.usual(Audience.KS2));
        fewer.remove("no-chat");

        assertThat(draft(Change.MINOR, fewer).approve(HEAD, NOON, Optional.of(before)))
                .isEqualTo(new Approval.NotMinor());
        assertThat(draft(Change.MINOR, LIBRARY.usual(Audience.KS2)).approve(HEAD, NOON, Optional.of(before)))
                .isInstanceOf(Approval.Approved.class);
        assertThat(draft(Change.MAJOR, fewer).approve(HEAD, NOON, Optional.of(before)))
                .isInstanceOf(Approval.Approved.class);
    }

    @Test
    void theFirstVersionIsNotAMinorChangeOfNothing() {
        assertThat(draft(Change.MINOR, LIBRARY.usual(Audience.KS2)).approve(HEAD, NOON, Optional.empty()))
                .isEqualTo(new Approval.NotMinor());
    }

    @Test
    @Keeps("AGR-19")
    void aTextThatItsPupilsCannotReadIsNotApproved() {
        var hard = new Line(
                "own-1",
                "I undertake responsibility for maintaining the confidentiality of every authentication credential"
                        + " that the administration of the institution issues to me.",
                null);
        var wording = new Wording(
                Audience.KS1,
                Wording.ENGLISH,
                "Rules",
                "",
                List.of(new Section(Part.PUPIL, Kind.RULE, "Going online", List.of(hard))));
        var draft = new AgreementText(
                TextId.random(),
                Audience.KS1,
                new VersionNumber(1, 0),
                Change.MAJOR,
                Map.of(Wording.ENGLISH, wording),
                new State.Draft(HEAD, NOON));

        assertThat(draft.approve(HEAD, NOON, Optional.empty()))
                .isInstanceOfSatisfying(
                        Approval.TooHard.class,
                        hardToRead ->
                                assertThat(hardToRead.findings().tooLong()).containsExactly(hard.words()));
    }

    @Test
    void numbersCountUpByTheChange() {
        var seven = new VersionNumber(7, 0);

        assertThat(VersionNumber.NONE.after(Change.MAJOR)).hasToString("1");
        assertThat(seven.after(Change.MINOR)).hasToString("7.1");
        assertThat(seven.after(Change.MINOR).after(Change.MAJOR)).hasToString("8");
        assertThat(new VersionNumber(7, 10)).isGreaterThan(new VersionNumber(7, 9));
    }

    @Test
    void aTextHasEnglishWordsForItsOwnAudience() {
        var ks2 = LIBRARY.compose(Audience.KS2, LIBRARY.usual(Audience.KS2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgreementText(
                        TextId.random(),
                        Audience.KS1,
                        new VersionNumber(1, 0),
                        Change.MAJOR,
                        Map.of(Wording.ENGLISH, ks2),
                        new State.Draft(HEAD, NOON)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AgreementText(
                        TextId.random(),
                        Audience.KS2,
                        new VersionNumber(1, 0),
                        Change.MAJOR,
                        Map.of("cy-GB", ks2),
                        new State.Draft(HEAD, NOON)));
    }

    private static AgreementText draft(Change change, Set<String> rules) {
        return new AgreementText(
                TextId.random(),
                Audience.KS2,
                new VersionNumber(1, 0),
                change,
                Map.of(Wording.ENGLISH, LIBRARY.compose(Audience.KS2, rules)),
                new State.Draft(HEAD, NOON));
    }
}
