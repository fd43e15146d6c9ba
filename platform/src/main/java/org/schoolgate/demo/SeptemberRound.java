package org.schoolgate.demo;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Change;
import org.schoolgate.agreements.Errand;
import org.schoolgate.agreements.Evidence;
import org.schoolgate.agreements.Proof;
import org.schoolgate.agreements.RoundOpening;
import org.schoolgate.agreements.Rounds;
import org.schoolgate.agreements.Said;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Tenants;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A September round half done: texts in force, everybody asked, most families and most older children have signed. */
@Component
@ConditionalOnProperty(name = "schoolgate.mode", havingValue = "demo")
class SeptemberRound {
    private static final int DAYS_BETWEEN_REMINDERS = 7;
    private static final String HERE = "127.0.0.1";

    private final AgreementTexts texts;
    private final Rounds rounds;
    private final Signatures signatures;
    private final Roster roster;
    private final TransactionTemplate transaction;

    SeptemberRound(
            AgreementTexts texts,
            Rounds rounds,
            Signatures signatures,
            Roster roster,
            PlatformTransactionManager transactions) {
        this.texts = texts;
        this.rounds = rounds;
        this.signatures = signatures;
        this.roster = roster;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Holds it at a school.
     *
     * @param families how many of a hundred families have signed
     * @param waiting children whose papers stay open, whatever the others do
     */
    void hold(DemoSchool school, int families, Set<String> waiting) {
        Tenants.within(school.school(), () -> {
            transaction.executeWithoutResult(_ -> open(school));
            var luck = new Names(school.name().hashCode());
            school.pupils().stream()
                    .collect(Collectors.groupingBy(DemoSchool.Child::className))
                    .values()
                    .forEach(children -> transaction.executeWithoutResult(
                            _ -> children.forEach(child -> sign(school, child, families, waiting, luck))));
            transaction.executeWithoutResult(_ ->
                    school.staff().forEach((name, person) -> sign(staff(school, person, name), person)));
        });
    }

    private void open(DemoSchool school) {
        for (var audience : Audience.values()) {
            var draft = texts.draft(school.head(), audience, Change.MAJOR);
            texts.approve(school.head(), draft.id());
            texts.putInForce(school.head(), draft.id(), roster.today());
        }
        var year = AcademicYear.of(roster.today());
        var opening = rounds.open(
                school.head(),
                "September " + year.startYear(),
                year,
                EnumSet.allOf(Audience.class),
                roster.today().plusWeeks(3),
                DAYS_BETWEEN_REMINDERS);
        if (!(opening instanceof RoundOpening.Opened)) {
            throw new IllegalStateException("the round did not open: " + opening);
        }
    }

    private void sign(DemoSchool school, DemoSchool.Child child, int families, Set<String> waiting, Names luck) {
        var signs = luck.inHundred(families) && !waiting.contains(child.name());
        if (!signs) {
            return;
        }
        for (var guardian : child.guardians()) {
            var parent = somebody(school, guardian, Role.PARENT, null);
            sign(parent, guardian);
            sign(parent, child.id());
        }
        var phase = Phase.ofYear(child.yearGroup());
        if (phase == Phase.KS2 && luck.inHundred(95)) {
            sign(somebody(school, child.id(), Role.PUPIL, phase), child.id());
        }
    }

    private void sign(Actor.Somebody signer, PersonId subject) {
        signatures.mine(signer).stream()
                .filter(errand -> errand.about().equals(subject))
                .filter(errand -> !errand.isDone())
                .forEach(errand -> signatures.sign(signer, subject, said(errand), new Evidence(proof(signer), HERE)));
    }

    private static Said said(Errand errand) {
        return new Said(
                errand.signer().name().full(),
                Wording.ENGLISH,
                errand.open().stream()
                        .collect(Collectors.toMap(
                                paper -> paper.needed().audience(),
                                paper -> paper.text().english().fingerprint())));
    }

    private static Proof proof(Actor signer) {
        return signer.is(Role.PARENT) ? new Proof.Mailbox(UUID.randomUUID()) : new Proof.SignedIn();
    }

    private Actor.Somebody staff(DemoSchool school, PersonId person, String name) {
        return new Actor.Somebody(
                school.school(), person, name, roster.roles(school.school(), person, roster.today()), null);
    }

    private Actor.Somebody somebody(DemoSchool school, PersonId person, Role role, @Nullable Phase phase) {
        var name = roster.persons(school.school(), List.of(person)).get(person);
        return new Actor.Somebody(
                school.school(), person, name == null ? "" : name.name().shown(), Set.of(role), phase);
    }
}
