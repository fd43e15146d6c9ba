package org.schoolgate.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.AgreementInForce;
import org.schoolgate.agreements.Gap;
import org.schoolgate.agreements.SignerState;
import org.schoolgate.agreements.SignerState.Cause;
import org.schoolgate.agreements.VersionNumber;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.testing.Keeps;

/** The access decision as a table: each fact alone, and what it makes of the answer. */
class AccessRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-19T10:52:00Z");
    private static final Instant YEAR_END = Instant.parse("2027-08-31T23:00:00Z");
    private static final PersonId PRIYA = PersonId.random();
    private static final PersonId DAN = PersonId.random();
    private static final Enrolment HERE = new Enrolment.Days(LocalDate.of(2023, 9, 1), null);
    private static final AgreementInForce SIGNED =
            new AgreementInForce.Yes(Audience.KS2, new VersionNumber(1, 0), NOW, YEAR_END, List.of());

    @Test
    void whoHasSignedAndIsOnTheRollMayGoOnlineUntilTheYearEnds() {
        assertThat(internet(facts(HERE, SIGNED))).isEqualTo(new AccessDecision.Allowed(YEAR_END));
    }

    @Test
    void whomTheRollDoesNotHaveMayNotWhateverElseIsSo() {
        assertThat(reasons(facts(new Enrolment.Unknown(), SIGNED))).containsExactly(new Reason.NotOnRoll());
    }

    @Test
    @Keeps("ACC-21")
    void joinersComeAndLeaversGoByTheDateAtMidnightInLondon() {
        var year = new Enrolment.Days(LocalDate.of(2026, 9, 1), LocalDate.of(2027, 7, 21));
        var first = Instant.parse("2026-08-31T23:00:00Z");
        var last = Instant.parse("2027-07-21T23:00:00Z");
        assertThat(decide(facts(year, SIGNED), Service.INTERNET, first.minusMillis(1)))
                .isEqualTo(new AccessDecision.Refused(List.of(new Reason.NotYetJoined(first))));
        assertThat(decide(facts(year, SIGNED), Service.INTERNET, first)).isEqualTo(new AccessDecision.Allowed(last));
        assertThat(decide(facts(year, SIGNED), Service.INTERNET, last))
                .isEqualTo(new AccessDecision.Refused(List.of(new Reason.Left(last))));
    }

    @Test
    @Keeps("AGR-4")
    void noAgreementNoAccessAndTheReasonSaysWhichPartIsMissing() {
        for (var state : List.of(new SignerState.NotAsked(), new SignerState.Asked(NOW), new SignerState.Opened(NOW))) {
            assertThat(reasons(facts(HERE, missing(Part.PARENT_FOR_CHILD, DAN, state))))
                    .containsExactly(new Reason.NotSigned(Part.PARENT_FOR_CHILD, DAN));
        }
        assertThat(reasons(facts(
                        HERE,
                        new AgreementInForce.No(
                                Audience.KS2,
                                List.of(
                                        new Gap.Missing(Part.PUPIL, PRIYA, new SignerState.NotAsked()),
                                        new Gap.Missing(
                                                Part.PARENT_FOR_CHILD, DAN, new SignerState.Question(NOW, "why?")))))))
                .containsExactly(
                        new Reason.NotSigned(Part.PUPIL, PRIYA), new Reason.QuestionOpen(Part.PARENT_FOR_CHILD, DAN));
    }

    @Test
    void ofWhomNoAgreementIsAskedNoAccessIsGiven() {
        assertThat(reasons(facts(HERE, null))).containsExactly(new Reason.NotGiven());
    }

    @Test
    @Keeps("AGR-22")
    void aRefusalAndAWithdrawalAreReasonsOfTheirOwn() {
        assertThat(reasons(facts(HERE, missing(Part.PARENT_FOR_CHILD, DAN, new SignerState.Refused(NOW, "no")))))
                .containsExactly(new Reason.SaidNo(Part.PARENT_FOR_CHILD, DAN, NOW));
        assertThat(reasons(facts(HERE, missing(Part.PARENT_FOR_CHILD, DAN, new SignerState.Withdrawn(NOW, "")))))
                .containsExactly(new Reason.TookBack(Part.PARENT_FOR_CHILD, DAN, NOW));
    }

    @Test
    void aYesThatRanOutSaysWhetherTheYearIsOverOrTheRulesAreNew() {
        assertThat(reasons(facts(HERE, missing(Part.OWN, DAN, new SignerState.Expired(NOW, Cause.YEAR_OVER)))))
                .containsExactly(new Reason.YearEnded(Part.OWN, DAN, NOW));
        assertThat(reasons(facts(HERE, missing(Part.OWN, DAN, new SignerState.Expired(NOW, Cause.NEW_VERSION)))))
                .containsExactly(new Reason.NewRules(Part.OWN, DAN, NOW));
    }

    @Test
    void whatIsWrongWithTheRecordsIsSaidAsSuch() {
        assertThat(reasons(facts(HERE, no(new Gap.NoText(Audience.KS2))))).containsExactly(new Reason.NothingToSign());
        assertThat(reasons(facts(HERE, no(new Gap.PhaseUnknown())))).containsExactly(new Reason.YearUnknown());
        assertThat(reasons(facts(HERE, no(new Gap.NobodyMaySign())))).containsExactly(new Reason.NobodyMaySign());
        assertThat(reasons(facts(HERE, no(new Gap.CourtOrder(List.of(DAN)))))).containsExactly(new Reason.CourtOrder());
        assertThat(reasons(facts(HERE, no(new Gap.Disagreement(List.of(PRIYA), List.of(DAN))))))
                .containsExactly(new Reason.GuardiansDiffer(List.of(DAN)));
        assertThat(reasons(facts(HERE, no(new Gap.ConflictOpen(List.of(DAN))))))
                .containsExactly(new Reason.GuardiansDiffer(List.of(DAN)));
    }

    @Test
    @Keeps("ACC-11")
    void aHoldClosesFromItsBeginningToItsEndAndGivesBackByItself() {
        var monday = NOW.plus(Duration.ofDays(4));
        var hold = hold(HoldKind.SANCTION, NOW, monday);
        var facts = facts(HERE, SIGNED, hold);
        assertThat(decide(facts, Service.INTERNET, NOW.minusSeconds(1)))
                .as("it ends an open state when it begins")
                .isEqualTo(new AccessDecision.Allowed(NOW));
        assertThat(reasons(facts)).containsExactly(new Reason.Held(hold));
        assertThat(((AccessDecision.Refused) internet(facts)).until()).contains(monday);
        assertThat(decide(facts, Service.INTERNET, monday)).isEqualTo(new AccessDecision.Allowed(YEAR_END));
    }

    @Test
    void aHoldThatWasLiftedHoldsNothing() {
        var lifted = hold(HoldKind.PASSWORD_KNOWN, NOW.minusSeconds(60), null)
                .lift(new Hold.Decider(null, "Mr Hale", NOW.minusSeconds(1)), "a new one")
                .orElseThrow();
        assertThat(internet(facts(HERE, SIGNED, lifted)).isAllowed()).isTrue();
    }

    @Test
    @Keeps("ACC-17")
    void whoIsSupervisedIsOnlineOnlyWhileAnAdultHoldsTheSessionOpen() {
        var close = NOW.plus(Duration.ofMinutes(48));
        var open = new Facts(ReaderKind.KS1, HERE, SIGNED, List.of(), true, close);
        assertThat(internet(open)).isEqualTo(new AccessDecision.Allowed(close));
        assertThat(decide(open, Service.INTERNET, close))
                .isEqualTo(new AccessDecision.Refused(List.of(new Reason.NotSupervised())));
        assertThat(internet(new Facts(ReaderKind.KS1, HERE, SIGNED, List.of(), true, Instant.MIN)))
                .isEqualTo(new AccessDecision.Refused(List.of(new Reason.NotSupervised())));
    }

    @Test
    void allReasonsAreGivenAtOnceAndNoEndIsPromisedWhereSomebodyHasToAct() {
        var hold = hold(HoldKind.SANCTION, NOW, NOW.plusSeconds(60));
        var refused = (AccessDecision.Refused) internet(new Facts(
                ReaderKind.KS1,
                HERE,
                missing(Part.PUPIL, PRIYA, new SignerState.NotAsked()),
                List.of(hold),
                true,
                Instant.MIN));
        assertThat(refused.reasons())
                .containsExactly(
                        new Reason.Held(hold), new Reason.NotSigned(Part.PUPIL, PRIYA), new Reason.NotSupervised());
        assertThat(refused.until()).isEmpty();
    }

    @Test
    void thePagesOfTheSchoolNeedNoAgreementAndNoSessionSoThatAChildCanSignAndTell() {
        var sanctioned = new Facts(
                ReaderKind.KS2,
                HERE,
                missing(Part.PUPIL, PRIYA, new SignerState.NotAsked()),
                List.of(hold(HoldKind.SANCTION, NOW, NOW.plusSeconds(60))),
                true,
                Instant.MIN);
        assertThat(decide(sanctioned, Service.SCHOOL_PAGES, NOW).isAllowed()).isTrue();
        var risk = hold(HoldKind.SECURITY_RISK, NOW, null);
        assertThat(decide(facts(HERE, SIGNED, risk), Service.SCHOOL_PAGES, NOW))
                .isEqualTo(new AccessDecision.Refused(List.of(new Reason.Held(risk))));
    }

    @Test
    @Keeps("SAN-5")
    void whatTakesLessThanEverythingLeavesTheInternetOpenAndEndsNothing() {
        var games = new Hold(
                HoldId.random(),
                PRIYA,
                HoldKind.SANCTION,
                HoldKind.SANCTION.closes(),
                new Scope.Sort(Scope.Pastime.GAMES),
                "played in a lesson",
                NOW,
                NOW.plusSeconds(60),
                new Hold.Decider(PersonId.random(), "Mrs Lindqvist", NOW),
                null);

        assertThat(internet(facts(HERE, SIGNED, games))).isEqualTo(internet(facts(HERE, SIGNED)));
    }

    private static Facts facts(Enrolment enrolment, @Nullable AgreementInForce agreement, Hold... holds) {
        return new Facts(ReaderKind.KS2, enrolment, agreement, List.of(holds), false, Instant.MIN);
    }

    private static AgreementInForce missing(Part part, PersonId signer, SignerState state) {
        return no(new Gap.Missing(part, signer, state));
    }

    private static AgreementInForce no(Gap gap) {
        return new AgreementInForce.No(Audience.KS2, List.of(gap));
    }

    private static Hold hold(HoldKind kind, Instant from, @Nullable Instant until) {
        return new Hold(
                HoldId.random(),
                PRIYA,
                kind,
                kind.closes(),
                new Scope.Everything(),
                "sent unkind messages",
                from,
                until,
                new Hold.Decider(PersonId.random(), "Mrs Lindqvist", from),
                null);
    }

    private static List<Reason> reasons(Facts facts) {
        return ((AccessDecision.Refused) internet(facts)).reasons();
    }

    private static AccessDecision internet(Facts facts) {
        return decide(facts, Service.INTERNET, NOW);
    }

    private static AccessDecision decide(Facts facts, Service service, Instant at) {
        return AccessRules.decide(facts, service, at);
    }
}
