package org.schoolgate.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Fingerprint;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.cases.Chronologies;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.LeavingReason;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.testing.Cast;
import org.schoolgate.testing.Keeps;
import org.schoolgate.testing.PageTest;
import org.schoolgate.testing.Roll;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PageTest
class SigningTest {
    private static final LocalDate SEVENTH = LocalDate.of(2026, 9, 7);
    private static final LocalDate LAST = LocalDate.of(2026, 9, 30);
    private static final byte[] SCANNED = "%PDF-1.7 a signed paper %%EOF".getBytes(StandardCharsets.UTF_8);

    private final Cast cast;
    private final People people;
    private final Guardianships guardianships;
    private final AgreementTexts texts;
    private final Rounds rounds;
    private final Signatures signatures;
    private final ClassSigning classSigning;
    private final PaperReturns papers;
    private final Questions questions;
    private final Receipts receipts;
    private final Agreements agreements;
    private final Roster roster;
    private final Messages messages;
    private final AuditTrail audit;
    private final Chronologies chronologies;
    private final Roll roll;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    SigningTest(
            Cast cast,
            People people,
            Guardianships guardianships,
            AgreementTexts texts,
            Rounds rounds,
            Signatures signatures,
            ClassSigning classSigning,
            PaperReturns papers,
            Questions questions,
            Receipts receipts,
            Agreements agreements,
            Roster roster,
            Messages messages,
            AuditTrail audit,
            Chronologies chronologies,
            Roll roll,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.cast = cast;
        this.people = people;
        this.guardianships = guardianships;
        this.texts = texts;
        this.rounds = rounds;
        this.signatures = signatures;
        this.classSigning = classSigning;
        this.papers = papers;
        this.questions = questions;
        this.receipts = receipts;
        this.agreements = agreements;
        this.roster = roster;
        this.messages = messages;
        this.audit = audit;
        this.chronologies = chronologies;
        this.roll = roll;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private September september() {
        var september = new September(cast, people, guardianships, texts);
        september.on(September.FIRST, september::textsInForce);
        september.adults().forEach(adult -> roll.put(adult, "somebody@mail.example"));
        return september;
    }

    private RoundId open(September at) {
        var opening = rounds.open(at.head, "September 2026", September.YEAR, September.everybody(), LAST, 5);
        return ((RoundOpening.Opened) opening).round().id();
    }

    private Said yes(Actor actor, Actor.Somebody subject, String name) {
        var errand = signatures.errand(actor, subject.person());
        return new Said(
                name,
                Wording.ENGLISH,
                errand.papers().stream()
                        .collect(Collectors.toMap(
                                paper -> paper.needed().audience(),
                                paper -> paper.text().english().fingerprint())));
    }

    private static Evidence byLink() {
        return new Evidence(new Proof.MailboxAndFact(UUID.randomUUID()), "192.0.2.7");
    }

    private static Evidence byAccount() {
        return new Evidence(new Proof.SignedIn(), "192.0.2.8");
    }

    private boolean inForce(September at, Actor.Somebody who, LocalDate day) {
        return agreements
                .inForce(
                        at.greenfield.school(),
                        who.person(),
                        day.atTime(12, 0).atZone(AcademicYear.LONDON).toInstant())
                .orElseThrow()
                .isYes();
    }

    @Test
    @Keeps({"AGR-2", "AGR-3", "AGR-6", "AGR-7", "AGR-20", "AGR-26"})
    void aSeptemberRoundFromLetterToAgreement() {
        var at = september();
        at.on(SEVENTH, () -> {
            var round = open(at);
            rounds.writeSome(at.greenfield.school(), 100);

            // the first parent is written to; the second may answer and was not asked
            assertThat(rounds.progress(at.head, round).written()).isEqualTo(7);
            assertThat(inForce(at, at.priya, SEVENTH)).isFalse();

            var signed = signatures.sign(at.priya, at.priya.person(), yes(at.priya, at.priya, "Priya"), byAccount());
            assertThat(signed).isInstanceOf(Signing.Signed.class);
            assertThat(inForce(at, at.priya, SEVENTH)).isFalse();

            var parents = (Signing.Signed)
                    signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, "Anil Nair"), byLink());
            assertThat(parents.signatures())
                    .extracting(one -> one.under().part())
                    .containsExactlyInAnyOrder(Part.PARENT_FOR_CHILD, Part.OWN);
            assertThat(inForce(at, at.priya, SEVENTH)).isTrue();

            var circle = classSigning.circle(at.hale, at.robins);
            assertThat(circle.children()).hasSize(1);
            var paper = circle.children().getFirst().paper();
            assertThat(classSigning.sayYes(
                            at.hale,
                            at.robins,
                            at.tom.person(),
                            new Said(
                                    "",
                                    Wording.ENGLISH,
                                    Map.of(Audience.KS1, paper.text().english().fingerprint())),
                            "192.0.2.9"))
                    .isInstanceOf(Signing.Signed.class);
            signatures.sign(at.dan, at.tom.person(), yes(at.dan, at.tom, "Daniel Whitlock"), byLink());
            assertThat(inForce(at, at.tom, SEVENTH)).isTrue();

            signatures.sign(at.hale, at.hale.person(), yes(at.hale, at.hale, "Ben Hale"), byAccount());
            assertThat(inForce(at, at.hale, SEVENTH)).isTrue();
            assertThat(inForce(at, at.governor, SEVENTH)).isFalse();

            var noon = SEVENTH.atTime(12, 0).atZone(AcademicYear.LONDON).toInstant();
            var school = at.greenfield.school();
            var everybody = roster.belonging(school, List.of(Role.values()), SEVENTH);
            var all = agreements.inForce(school, everybody, noon);
            assertThat(all).hasSize(7).extractingByKey(at.tom.person()).isInstanceOf(AgreementInForce.Yes.class);
            assertThat(everybody)
                    .hasSize(10)
                    .allSatisfy(one -> assertThat(agreements.inForce(school, one.id(), noon))
                            .isEqualTo(Optional.ofNullable(all.get(one.id()))));
            assertThat(rounds.progress(at.head, round).total()).isEqualTo(new Tally(3, 4, 0, 0));
            assertThat(rounds.progress(at.head, round).byState()).containsEntry(Progress.StateName.SIGNED, 7);
        });
        assertThat(TenantsOf.verify(at, audit).holds()).isTrue();
    }

    @Test
    @Keeps({"AGR-22"})
    void aYesTakenBackActsAtOnceAndIsAsEasyAsGivingIt() {
        var at = september();
        at.on(SEVENTH, () -> {
            signatures.sign(at.priya, at.priya.person(), yes(at.priya, at.priya, "Priya Nair"), byAccount());
            signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, "Anil Nair"), byLink());
            assertThat(inForce(at, at.priya, SEVENTH)).isTrue();

            var answer = signatures.decline(at.anil, at.priya.person(), Audience.KS2, "Not this year", byLink());

            assertThat(answer.answer()).isEqualTo(new Answer.Withdrawn("Not this year"));
            assertThat(inForce(at, at.priya, SEVENTH)).isFalse();
            signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, "Anil Nair"), byLink());
            assertThat(inForce(at, at.priya, SEVENTH)).isTrue();
            assertThat(receipts.history(at.head, at.anil.person())).hasSize(4);
        });
    }

    @Test
    @Keeps("AGR-22")
    void aYesTakenBackIsOnTheRecordAndInTheChronologyOfThatChildAlone() {
        var at = september();
        at.on(SEVENTH, () -> {
            signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, "Anil Nair"), byLink());
            signatures.sign(at.dan, at.tom.person(), yes(at.dan, at.tom, "Daniel Whitlock"), byLink());
            assertThat(chronologies.read(at.head, at.priya.person()).withdrawn())
                    .isEmpty();

            signatures.decline(at.anil, at.priya.person(), Audience.KS2, "Not this year", byLink());

            assertThat(chronologies.read(at.head, at.priya.person()).withdrawn())
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.byName()).isEqualTo("Anil Nair");
                        assertThat(one.why()).isEqualTo("Not this year");
                    });
            assertThat(chronologies.read(at.head, at.tom.person()).withdrawn()).isEmpty();
            var senior = new Actor.Somebody(
                    at.greenfield.school(), at.hale.person(), "Mr Hale", Set.of(Role.SENIOR_LEADER), null);
            assertThat(chronologies.read(senior, at.priya.person()).withdrawn())
                    .as("who does not read what was answered")
                    .isEmpty();
        });
        at.on(
                SEVENTH,
                () -> assertThat(audit.newest(at.head, "agreement.withdrawn", Long.MAX_VALUE, 9))
                        .singleElement()
                        .satisfies(entry -> assertThat(entry.subject()).isEqualTo("person:" + at.priya.person())));
    }

    @Test
    void theSecondParentsNoStopsWhatTheFirstAgreedTo() {
        var at = september();
        at.on(SEVENTH, () -> {
            var round = open(at);
            signatures.sign(at.dan, at.tom.person(), yes(at.dan, at.tom, "Dan Whitlock"), byLink());
            assertThat(rounds.askAlso(at.head, round, at.tom.person(), at.sarah.person()))
                    .isTrue();
            signatures.decline(at.sarah, at.tom.person(), Audience.KS1, "", byLink());

            assertThat(rounds.chase(at.head, round))
                    .filteredOn(row -> row.subject().id().equals(at.tom.person()))
                    .singleElement()
                    .satisfies(row -> assertThat(row.isNo()).isTrue())
                    .satisfies(row -> assertThat(row.obstacles())
                            .hasOnlyElementsOfType(Gap.Disagreement.class)
                            .hasSize(1));
        });
    }

    @Test
    void aCourtOrderKeepsEverybodyFromBeingAskedAndShowsOnTheChaseList() {
        var at = september();
        at.on(SEVENTH, () -> {
            at.stands(at.sarah, at.tom, Relation.MOTHER, 2, Responsibility.HELD, Caution.COURT_ORDER);
            var round = open(at);

            assertThat(rounds.chase(at.head, round))
                    .filteredOn(row -> row.subject().id().equals(at.tom.person()))
                    .singleElement()
                    .satisfies(row -> assertThat(row.obstacles())
                            .hasOnlyElementsOfType(Gap.CourtOrder.class)
                            .hasSize(1))
                    .satisfies(row -> assertThat(row.answers())
                            .noneMatch(answer -> answer.needed().part() == Part.PARENT_FOR_CHILD));
        });
    }

    @Test
    void onlyTheSignersOwnNameSigns() {
        var at = september();
        at.on(SEVENTH, () -> {
            assertThat(signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, "Priya Nair"), byLink()))
                    .isInstanceOf(Signing.NotTheName.class);
            assertThat(signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, ""), byLink()))
                    .isInstanceOf(Signing.NotTheName.class);
            assertThat(receipts.history(at.head, at.anil.person())).isEmpty();
        });
    }

    @Test
    @Keeps("AGR-26")
    void whatWasShownIsWhatIsSignedAndASecondPressSignsOnce() {
        var at = september();
        at.on(SEVENTH, () -> {
            var shown = yes(at.anil, at.priya, "Anil Nair");
            assertThat(signatures.sign(at.anil, at.priya.person(), shown, byLink()))
                    .isInstanceOf(Signing.Signed.class);
            assertThat(signatures.sign(at.anil, at.priya.person(), shown, byLink()))
                    .isInstanceOf(Signing.Already.class);
            assertThat(receipts.history(at.head, at.anil.person())).hasSize(2);

            var draft = texts.draft(at.head, Audience.KS2, Change.MAJOR);
            texts.approve(at.head, draft.id());
            texts.reword(at.head, draft.id(), "x", "", Map.of());
            texts.putInForce(at.head, draft.id(), LAST);
            texts.draft(at.head, Audience.KS2, Change.MINOR);
        });
        at.on(LAST.plusDays(1), () -> {
            var other = new Said("Anil Nair", Wording.ENGLISH, Map.of(Audience.KS2, new Fingerprint("0".repeat(64))));
            assertThat(signatures.sign(at.anil, at.priya.person(), other, byLink()))
                    .isInstanceOf(Signing.WordsChanged.class);
        });
    }

    @Test
    void nobodySignsForAChildThatIsNotTheirs() {
        var at = september();
        at.on(SEVENTH, () -> {
            assertThatThrownBy(() -> signatures.errand(at.anil, at.tom.person()))
                    .isInstanceOf(NotFound.class);
            at.stands(at.sarah, at.tom, Relation.MOTHER, 2, Responsibility.NOT_HELD, Caution.NONE);
            assertThatThrownBy(() -> signatures.errand(at.sarah, at.tom.person()))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> classSigning.circle(at.coordinator, at.robins))
                    .isInstanceOf(Forbidden.class);
        });
    }

    @Test
    @Keeps({"AGR-20", "UX-4"})
    void aPaperIsEnteredFromItsScan() {
        var at = september();
        at.on(SEVENTH, () -> {
            var scan = Scan.of(SCANNED).orElseThrow();
            assertThat(Scan.of("<html>".getBytes(StandardCharsets.UTF_8))).isEmpty();

            var entry = papers.enter(
                    at.office,
                    at.priya.person(),
                    Set.of(at.priya.person(), at.anil.person()),
                    true,
                    SEVENTH.minusDays(1),
                    scan);

            assertThat(entry)
                    .isInstanceOfSatisfying(
                            PaperReturns.Entry.Entered.class,
                            entered -> assertThat(entered.signatures())
                                    .hasSize(3)
                                    .allSatisfy(
                                            one -> assertThat(one.how().proof().method())
                                                    .isEqualTo(Proof.Method.PAPER_SCAN)));
            assertThat(inForce(at, at.priya, SEVENTH)).isTrue();
            var proof = (Proof.Paper) receipts.history(at.head, at.anil.person())
                    .getFirst()
                    .signature()
                    .how()
                    .proof();
            assertThat(papers.scan(at.head, proof.scan()).bytes()).isEqualTo(SCANNED);
            assertThat(audit.newest(at.head, "agreement.scan-read", Long.MAX_VALUE, 5))
                    .hasSize(1);
            assertThat(papers.enter(at.office, at.priya.person(), Set.of(at.dan.person()), true, SEVENTH, scan))
                    .isEqualTo(new PaperReturns.Entry.NobodyNamed());
        });
    }

    @Test
    @Keeps("AGR-9")
    void aQuestionWaitsUntilItIsAnsweredAndStopsReminders() {
        var at = september();
        at.on(SEVENTH, () -> {
            var round = open(at);
            rounds.writeSome(at.greenfield.school(), 100);
            questions.ask(at.anil, at.priya.person(), Audience.KS2, "Who reads what she writes?");
            assertThat(rounds.progress(at.head, round).byState()).containsEntry(Progress.StateName.QUESTION, 1);
            assertThat(questions.open(at.coordinator)).singleElement().satisfies(open -> {
                assertThat(open.question().words()).isEqualTo("Who reads what she writes?");
                assertThat(questions.answer(at.coordinator, open.ask(), "Her teacher."))
                        .isEqualTo(new Answering.Sent());
            });
            assertThat(questions.open(at.coordinator)).isEmpty();
        });
    }

    @Test
    @Keeps("AGR-21")
    void remindersGoOnUntilTheAnswerOrTheEndOfTheRound() {
        var at = september();
        at.on(SEVENTH, () -> {
            open(at);
            rounds.writeSome(at.greenfield.school(), 100);
            signatures.sign(at.dan, at.tom.person(), yes(at.dan, at.tom, "Dan Whitlock"), byLink());
        });
        at.on(SEVENTH.plusDays(4), () -> rounds.catchUp(at.greenfield.school()));
        at.on(SEVENTH.plusDays(5), () -> rounds.catchUp(at.greenfield.school()));
        at.on(LAST.plusDays(20), () -> {
            rounds.catchUp(at.greenfield.school());

            var kinds = messages.log(at.head, 100).stream()
                    .collect(Collectors.groupingBy(letter -> letter.kind(), Collectors.counting()));
            assertThat(kinds)
                    .containsEntry("agreements.invitation", 2L)
                    .containsEntry("agreements.reminder", 2L)
                    .containsEntry("agreements.invitation.own", 5L)
                    .containsEntry("agreements.reminder.own", 10L)
                    .containsEntry("agreements.receipt-letter", 1L);
        });
    }

    @Test
    @Keeps({"AGR-21", "AGR-23"})
    void whoJoinsIsAskedAndWhoLeavesIsNotChased() {
        var at = september();
        at.on(SEVENTH, () -> {
            var round = open(at);
            var before = rounds.progress(at.head, round).total().total();
            at.join(at.greenfield.head(), "", "Ola", "Novak", null, Role.VOLUNTEER);
            rounds.catchUp(at.greenfield.school());
            assertThat(rounds.progress(at.head, round).total().total()).isEqualTo(before + 1);

            people.leave(
                    at.greenfield.head(), at.priya.person(), Role.PUPIL, SEVENTH.minusDays(1), LeavingReason.BY_HAND);
            assertThat(rounds.chase(at.head, round))
                    .noneMatch(row -> row.subject().id().equals(at.priya.person()));
        });
    }

    @Test
    @Keeps("AGR-23")
    void whatALeaverSignedIsClosedAndKept() {
        var at = september();
        at.on(SEVENTH, () -> {
            signatures.sign(at.hale, at.hale.person(), yes(at.hale, at.hale, "Ben Hale"), byAccount());
            people.leave(at.head, at.hale.person(), Role.TEACHER, LAST, LeavingReason.BY_HAND);
            assertThat(inForce(at, at.hale, LAST)).isTrue();
        });
        var after = LAST.plusDays(1).atStartOfDay(AcademicYear.LONDON).toInstant();
        at.at(
                after,
                () -> assertThat(agreements.inForce(at.greenfield.school(), at.hale.person(), after))
                        .isEmpty());
        at.on(
                LAST.plusYears(1),
                () -> assertThat(receipts.history(at.head, at.hale.person()))
                        .singleElement()
                        .satisfies(receipt ->
                                assertThat(receipt.signature().isUntouched()).isTrue()));
    }

    @Test
    @Keeps("AGR-26")
    void aReceiptIsCheckedByAnybodyAndNamesNobody() {
        var at = september();
        at.on(SEVENTH, () -> {
            var signed = (Signing.Signed)
                    signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, "Anil Nair"), byLink());
            var signature = signed.signatures().stream()
                    .filter(one -> one.under().audience() == Audience.KS2)
                    .findFirst()
                    .orElseThrow();

            assertThat(receipts.check(signature.receipt().brief()))
                    .isInstanceOfSatisfying(
                            Receipts.Check.Known.class,
                            known -> assertThat(known)
                                    .returns(true, Receipts.Check.Known::untouched)
                                    .returns(true, Receipts.Check.Known::current)
                                    .returns(signature.under().words(), Receipts.Check.Known::words));
            assertThat(receipts.check("0".repeat(20))).isEqualTo(new Receipts.Check.Unknown());
            assertThat(receipts.check("12ab")).isEqualTo(new Receipts.Check.TooShort());

            signatures.decline(at.anil, at.priya.person(), Audience.KS2, "", byLink());
            assertThat(((Receipts.Check.Known)
                                    receipts.check(signature.receipt().hex()))
                            .current())
                    .isFalse();
            assertThatThrownBy(() -> receipts.receipt(at.dan, signature.id())).isInstanceOf(NotFound.class);
            assertThat(receipts.receipt(at.anil, signature.id()).subject()).isEqualTo("Priya Nair");
        });
    }

    @Test
    @Keeps("AGR-26")
    void theProgramItselfCannotChangeAnAnswer() {
        var at = september();
        at.on(SEVENTH, () -> {
            signatures.sign(at.anil, at.priya.person(), yes(at.anil, at.priya, "Anil Nair"), byLink());
            assertThatThrownBy(() -> transaction.executeWithoutResult(
                            status -> jdbc.sql("update agreement_signature set answer = 'REFUSED'")
                                    .update()))
                    .isInstanceOf(DataAccessException.class)
                    .hasStackTraceContaining("permission denied");
        });
    }

    @Test
    void aRoundNeedsTextsADateToComeAndNoOtherRoundForTheSame() {
        var at = new September(cast, people, guardianships, texts);
        at.on(SEVENTH, () -> {
            assertThat(rounds.open(at.head, "September", September.YEAR, Set.of(Audience.KS1), LAST, 5))
                    .isEqualTo(new RoundOpening.NoText(Set.of(Audience.KS1)));
            at.textsInForce();
            assertThat(rounds.open(at.head, "September", September.YEAR, Set.of(Audience.KS1), SEVENTH.minusDays(1), 5))
                    .isEqualTo(new RoundOpening.DateInThePast());
            open(at);
            assertThat(rounds.open(at.head, "Again", September.YEAR, Set.of(Audience.KS1), LAST, 5))
                    .isInstanceOf(RoundOpening.Running.class);
        });
    }
}
