package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.AgreementText.State;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Library;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.Caution;
import org.schoolgate.testing.Keeps;

class DossierTest {
    private static final AcademicYear YEAR = new AcademicYear(2026);
    private static final Instant SIGNING = on(2026, 9, 10);
    private static final Instant LATER = on(2026, 11, 21);
    private static final PersonId CHILD = PersonId.random();
    private static final PersonId MOTHER = PersonId.random();
    private static final PersonId FATHER = PersonId.random();
    private static final SigningRules USUAL = new SigningRules(Set.of(Phase.values()), false, true);

    private final List<Signature> signatures = new ArrayList<>();
    private final List<Ask> asks = new ArrayList<>();
    private final List<Hearing> hearings = new ArrayList<>();
    private List<AgreementText> versions = List.of(inForce(Audience.KS2, new VersionNumber(3, 0)));
    private SigningRules rules = USUAL;

    @Test
    @Keeps("AGR-6")
    void childAndParentUnderOneTextMakeAnAgreement() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(pupil(mother()))
                .isInstanceOfSatisfying(
                        AgreementInForce.Yes.class,
                        yes -> assertThat(yes)
                                .returns(YEAR.end(), AgreementInForce.Yes::until)
                                .returns(SIGNING, AgreementInForce.Yes::since)
                                .returns(new VersionNumber(3, 0), AgreementInForce.Yes::number)
                                .satisfies(it -> assertThat(it.signatures()).hasSize(2)));
    }

    @Test
    @Keeps("AGR-6")
    void aParentDoesNotSignForTheChildsPartNorAChildForTheParents() {
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(gaps(mother())).containsExactly(new Gap.Missing(Part.PUPIL, CHILD, new SignerState.NotAsked()));

        signatures.clear();
        sign(CHILD, Part.PUPIL);

        assertThat(gaps(mother()))
                .containsExactly(new Gap.Missing(Part.PARENT_FOR_CHILD, MOTHER, new SignerState.NotAsked()));
    }

    @Test
    void whereChildrenDoNotSignTheParentsYesIsEnough() {
        rules = new SigningRules(Set.of(Phase.KS1), false, true);
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(pupil(mother()).isYes()).isTrue();
    }

    @Test
    void nobodyWithParentalResponsibilityMeansNoAgreement() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(gaps()).containsExactly(new Gap.NobodyMaySign());
        assertThat(gaps(new Carer(MOTHER, false, Caution.NONE))).containsExactly(new Gap.NobodyMaySign());
    }

    @Test
    void theFirstAnswerIsNotTakenForBothParents() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        assertThat(pupil(mother(), father()).isYes()).isTrue();

        answer(FATHER, Part.PARENT_FOR_CHILD, new Answer.Refused("not yet"), LATER);

        assertThat(gaps(mother(), father())).containsExactly(new Gap.Disagreement(List.of(MOTHER), List.of(FATHER)));
    }

    @Test
    void whatTheHeadWroteDownAfterHearingBothStandsUntilOneOfThemAnswersAfresh() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        answer(FATHER, Part.PARENT_FOR_CHILD, new Answer.Refused("not yet"), LATER.minusSeconds(60));
        heard(false, LATER.minusSeconds(50));
        assertThat(gaps(mother(), father())).hasOnlyElementsOfType(Gap.Disagreement.class);

        heard(true, LATER.minusSeconds(40));
        assertThat(pupil(mother(), father()).isYes()).isTrue();

        answer(FATHER, Part.PARENT_FOR_CHILD, new Answer.Refused("still not"), LATER.minusSeconds(30));
        assertThat(gaps(mother(), father())).hasOnlyElementsOfType(Gap.Disagreement.class);
    }

    @Test
    void aHearingBeforeTheyAnsweredSettlesNothing() {
        sign(CHILD, Part.PUPIL);
        heard(true, SIGNING);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        answer(FATHER, Part.PARENT_FOR_CHILD, new Answer.Refused("not yet"), LATER.minusSeconds(60));

        assertThat(gaps(mother(), father())).hasOnlyElementsOfType(Gap.Disagreement.class);
    }

    @Test
    void noHearingMakesAYesOfTwoNoes() {
        sign(CHILD, Part.PUPIL);
        answer(MOTHER, Part.PARENT_FOR_CHILD, new Answer.Refused("no"), LATER.minusSeconds(60));
        answer(FATHER, Part.PARENT_FOR_CHILD, new Answer.Refused("no"), LATER.minusSeconds(60));
        heard(true, LATER.minusSeconds(50));

        assertThat(pupil(mother(), father()).isYes()).isFalse();
    }

    private void heard(boolean agreed, Instant at) {
        hearings.add(new Hearing(
                java.util.UUID.randomUUID(),
                CHILD,
                Audience.KS2,
                List.of(MOTHER, FATHER),
                agreed,
                "Both were heard.",
                PersonId.random(),
                at));
    }

    @Test
    void aSchoolMayAskForEveryGuardiansYes() {
        rules = new SigningRules(USUAL.childrenSign(), true, true);
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(gaps(mother(), father()))
                .containsExactly(new Gap.Missing(Part.PARENT_FOR_CHILD, FATHER, new SignerState.NotAsked()));

        sign(FATHER, Part.PARENT_FOR_CHILD);
        assertThat(pupil(mother(), father()).isYes()).isTrue();
    }

    @Test
    void guardiansWhoAreKnownToDisagreeAreEachAsked() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(gaps(mother(), new Carer(FATHER, true, Caution.CONFLICT)))
                .containsExactly(new Gap.ConflictOpen(List.of(FATHER)));

        sign(FATHER, Part.PARENT_FOR_CHILD);
        assertThat(pupil(mother(), new Carer(FATHER, true, Caution.CONFLICT)).isYes())
                .isTrue();
    }

    @Test
    void aCourtOrderStopsTheMatterUntilTheRecordsSayWhoDecides() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        sign(FATHER, Part.PARENT_FOR_CHILD);

        assertThat(gaps(mother(), new Carer(FATHER, true, Caution.COURT_ORDER)))
                .containsExactly(new Gap.CourtOrder(List.of(FATHER)));
        assertThat(pupil(mother(), new Carer(FATHER, false, Caution.COURT_ORDER))
                        .isYes())
                .isTrue();
    }

    @Test
    void theAnswerOfSomebodyWhoMayNotSignIsNotHeard() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        answer(FATHER, Part.PARENT_FOR_CHILD, new Answer.Refused(""), LATER);

        assertThat(pupil(mother(), new Carer(FATHER, false, Caution.NONE)).isYes())
                .isTrue();
    }

    @Test
    @Keeps("AGR-22")
    void takingAYesBackActsAtOnceAndItMayBeGivenAgain() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        var withdrawn = SIGNING.plusSeconds(60);
        answer(MOTHER, Part.PARENT_FOR_CHILD, new Answer.Withdrawn("changed my mind"), withdrawn);

        assertThat(at(withdrawn.minusMillis(1), mother()).isYes()).isTrue();
        assertThat(at(withdrawn, mother()))
                .isEqualTo(new AgreementInForce.No(
                        Audience.KS2,
                        List.of(new Gap.Missing(
                                Part.PARENT_FOR_CHILD,
                                MOTHER,
                                new SignerState.Withdrawn(withdrawn, "changed my mind")))));

        answer(MOTHER, Part.PARENT_FOR_CHILD, new Answer.Agreed(), LATER);
        assertThat(pupil(mother()).isYes()).isTrue();
    }

    @Test
    @Keeps("AGR-2")
    void anAgreementEndsWithTheSchoolYearToTheSecond() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(at(YEAR.end().minusMillis(1), mother()).isYes()).isTrue();
        assertThat(((AgreementInForce.No) at(YEAR.end(), mother())).why())
                .containsExactly(
                        new Gap.Missing(
                                Part.PUPIL, CHILD, new SignerState.Expired(YEAR.end(), SignerState.Cause.YEAR_OVER)),
                        new Gap.Missing(
                                Part.PARENT_FOR_CHILD,
                                MOTHER,
                                new SignerState.Expired(YEAR.end(), SignerState.Cause.YEAR_OVER)));
    }

    @Test
    void whereASchoolHasNoYearlyRoundAYesGoesOn() {
        rules = new SigningRules(USUAL.childrenSign(), false, false);
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);

        assertThat(at(YEAR.next().next().end(), mother()))
                .isInstanceOfSatisfying(
                        AgreementInForce.Yes.class,
                        yes -> assertThat(yes.until()).isEqualTo(Instant.MAX));
    }

    @Test
    void aRefusalOfLastYearIsNoAnswerThisYear() {
        sign(CHILD, Part.PUPIL);
        answer(MOTHER, Part.PARENT_FOR_CHILD, new Answer.Refused(""), SIGNING);

        assertThat(((AgreementInForce.No) at(YEAR.end(), mother())).why())
                .contains(new Gap.Missing(Part.PARENT_FOR_CHILD, MOTHER, new SignerState.NotAsked()));
    }

    @Test
    @Keeps("AGR-11")
    void aMinorChangeKeepsSignaturesAndAMajorOneAsksAgainByADate() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        var asked = on(2026, 10, 1);
        var by = on(2026, 10, 15);

        versions = List.of(
                replaced(new VersionNumber(3, 0), asked, asked), inForce(Audience.KS2, new VersionNumber(3, 1)));
        assertThat(pupil(mother()).isYes()).isTrue();

        versions =
                List.of(replaced(new VersionNumber(3, 0), asked, by), inForce(Audience.KS2, new VersionNumber(4, 0)));
        assertThat(at(by.minusMillis(1), mother()))
                .isInstanceOfSatisfying(
                        AgreementInForce.Yes.class,
                        yes -> assertThat(yes.until()).isEqualTo(by));
        assertThat(((AgreementInForce.No) at(by, mother())).why())
                .contains(
                        new Gap.Missing(Part.PUPIL, CHILD, new SignerState.Expired(by, SignerState.Cause.NEW_VERSION)));
    }

    @Test
    @Keeps("ACC-21")
    void aChildWhoMovesUpAPhaseSignsWhatOlderChildrenSign() {
        versions = List.of(inForce(Audience.KS1, new VersionNumber(3, 0)));
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        versions = List.of(inForce(Audience.KS2, new VersionNumber(3, 0)));

        assertThat(gaps(mother())).hasSize(2);
    }

    @Test
    void withoutATextThereIsNothingToAgreeTo() {
        sign(CHILD, Part.PUPIL);
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        versions = List.of();

        assertThat(gaps(mother())).containsExactly(new Gap.NoText(Audience.KS2));
    }

    @Test
    void anAnswerForASisterIsNotAnAnswerForHerBrother() {
        sign(CHILD, Part.PUPIL);
        var sister = PersonId.random();
        signatures.add(signature(MOTHER, sister, Part.PARENT_FOR_CHILD, new Answer.Agreed(), SIGNING));

        assertThat(gaps(mother()))
                .containsExactly(new Gap.Missing(Part.PARENT_FOR_CHILD, MOTHER, new SignerState.NotAsked()));
    }

    @Test
    @Keeps("AGR-21")
    void theWayToAnAnswerIsKnownStepByStep() {
        assertThat(state()).isEqualTo(new SignerState.NotAsked());
        var asked = ask(on(2026, 9, 1));
        asks.add(asked);
        assertThat(state()).isEqualTo(new SignerState.Asked(asked.at()));

        var opened = new Step.Opened(on(2026, 9, 2));
        happen(asked, new Step.Reminded(on(2026, 9, 2)), opened);
        assertThat(state()).isEqualTo(new SignerState.Opened(opened.at()));

        var question = new Step.QuestionAsked(on(2026, 9, 3), "Who may see what Tom writes?");
        happen(asked, opened, question, new Step.Reminded(on(2026, 9, 4)));
        assertThat(state()).isEqualTo(new SignerState.Question(question.at(), question.words()));

        happen(asked, opened, question, new Step.QuestionAnswered(on(2026, 9, 4), PersonId.random(), "His teacher."));
        assertThat(state()).isEqualTo(new SignerState.Opened(opened.at()));

        sign(MOTHER, Part.PARENT_FOR_CHILD);
        assertThat(state()).isInstanceOf(SignerState.Signed.class);
    }

    @Test
    void whoIsAskedAgainAfterAYearIsAskedAndNotExpired() {
        sign(MOTHER, Part.PARENT_FOR_CHILD);
        asks.add(ask(on(2027, 9, 3)));

        assertThat(dossier().state(Part.PARENT_FOR_CHILD, MOTHER, on(2027, 9, 2)))
                .isInstanceOf(SignerState.Expired.class);
        assertThat(dossier().state(Part.PARENT_FOR_CHILD, MOTHER, on(2027, 9, 4)))
                .isEqualTo(new SignerState.Asked(on(2027, 9, 3)));
    }

    @Test
    void anAdultSignsForThemselves() {
        versions = List.of(inForce(Audience.STAFF, new VersionNumber(3, 0)));
        var teacher = PersonId.random();
        var dossier = new Dossier(teacher, Counting.of(Audience.STAFF, versions), rules, signatures, asks, hearings);
        assertThat(dossier.ofAdult(LATER).isYes()).isFalse();

        signatures.add(signature(teacher, teacher, Part.OWN, new Answer.Agreed(), SIGNING));

        assertThat(dossier.ofAdult(LATER).isYes()).isTrue();
    }

    private void happen(Ask ask, Step... steps) {
        asks.clear();
        asks.add(new Ask(ask.id(), ask.round(), ask.year(), ask.needed(), ask.at(), Arrays.asList(steps)));
    }

    private static Ask ask(Instant at, Step... steps) {
        return new Ask(
                AskId.random(),
                RoundId.random(),
                AcademicYear.at(at),
                new Needed(Audience.KS2, Part.PARENT_FOR_CHILD, MOTHER, CHILD),
                at,
                Arrays.asList(steps));
    }

    private SignerState state() {
        return dossier().state(Part.PARENT_FOR_CHILD, MOTHER, LATER);
    }

    private Dossier dossier() {
        return new Dossier(CHILD, Counting.of(Audience.KS2, versions), rules, signatures, asks, hearings);
    }

    private AgreementInForce at(Instant moment, Carer... guardians) {
        return dossier().ofPupil(Phase.KS2, List.of(guardians), moment);
    }

    private AgreementInForce pupil(Carer... guardians) {
        return at(LATER, guardians);
    }

    private List<Gap> gaps(Carer... guardians) {
        return ((AgreementInForce.No) pupil(guardians)).why();
    }

    private void sign(PersonId signer, Part part) {
        answer(signer, part, new Answer.Agreed(), SIGNING);
    }

    private void answer(PersonId signer, Part part, Answer answer, Instant at) {
        signatures.add(signature(signer, CHILD, part, answer, at));
    }

    private Signature signature(PersonId signer, PersonId subject, Part part, Answer answer, Instant at) {
        var text = versions.getFirst();
        return Signature.of(
                SignatureId.random(),
                new Signature.Under(
                        text.id(),
                        text.audience(),
                        text.number(),
                        Wording.ENGLISH,
                        text.english().fingerprint(),
                        part),
                new Signature.By(signer, subject, "MOTHER", "Somebody"),
                answer,
                new Signature.How(new Proof.SignedIn(), at, "192.0.2.7"),
                YEAR);
    }

    private static Carer mother() {
        return new Carer(MOTHER, true, Caution.NONE);
    }

    private static Carer father() {
        return new Carer(FATHER, true, Caution.NONE);
    }

    private static AgreementText inForce(Audience audience, VersionNumber number) {
        return text(audience, number, new State.InForce(PersonId.random(), on(2026, 8, 1)));
    }

    private static AgreementText replaced(VersionNumber number, Instant at, Instant countsUntil) {
        return text(Audience.KS2, number, new State.Replaced(PersonId.random(), on(2026, 8, 1), at, countsUntil));
    }

    private static AgreementText text(Audience audience, VersionNumber number, State state) {
        var wording = Library.ours().compose(audience, Library.ours().usual(audience));
        return new AgreementText(
                TextId.random(), audience, number, Change.MAJOR, Map.of(Wording.ENGLISH, wording), state);
    }

    private static Instant on(int year, int month, int day) {
        return LocalDate.of(year, month, day)
                .atTime(LocalTime.of(9, 0))
                .atZone(AcademicYear.LONDON)
                .toInstant();
    }
}
