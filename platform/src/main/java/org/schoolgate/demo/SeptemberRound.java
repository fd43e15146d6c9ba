package org.schoolgate.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.AgreementsAccess;
import org.schoolgate.agreements.Change;
import org.schoolgate.agreements.Errand;
import org.schoolgate.agreements.Evidence;
import org.schoolgate.agreements.PaperReturns;
import org.schoolgate.agreements.Proof;
import org.schoolgate.agreements.RoundOpening;
import org.schoolgate.agreements.Rounds;
import org.schoolgate.agreements.Said;
import org.schoolgate.agreements.Scan;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
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
    private final PaperReturns papers;
    private final Settings settings;
    private final Roster roster;
    private final TransactionTemplate transaction;

    SeptemberRound(
            AgreementTexts texts,
            Rounds rounds,
            Signatures signatures,
            PaperReturns papers,
            Settings settings,
            Roster roster,
            PlatformTransactionManager transactions) {
        this.texts = texts;
        this.rounds = rounds;
        this.signatures = signatures;
        this.papers = papers;
        this.settings = settings;
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
            transaction.executeWithoutResult(_ -> school.staff().entrySet().stream()
                    .map(one -> staff(school, one.getValue(), one.getKey()))
                    .filter(adult -> AgreementsAccess.ACCESS.allows(adult, AgreementsAccess.Operation.SIGN))
                    .forEach(adult -> sign(adult, adult.person())));
        });
    }

    /**
     * Leaves something to do at a school that looks at each paper twice: a paper that waits for its second look, and parents
     * of whom one says yes and the other no.
     */
    void leaveOpen(DemoSchool school, String office) {
        Tenants.within(
                school.school(),
                () -> transaction.executeWithoutResult(_ -> {
                    settings.set(school.head(), "agreements.second-look", "yes", "Two people look at each paper.");
                    var open = school.pupils().stream()
                            .filter(child -> child.guardians().size() > 1 && owesAll(school, child))
                            .limit(2)
                            .toList();
                    disagree(school, open.getFirst());
                    var clerk = staff(school, school.staff(office), office);
                    var child = open.getLast();
                    papers.enter(
                            clerk,
                            child.id(),
                            Set.of(child.guardians().getFirst()),
                            true,
                            roster.today(),
                            Scan.of(sheet()).orElseThrow());
                }));
    }

    private boolean owesAll(DemoSchool school, DemoSchool.Child child) {
        var parent = somebody(school, child.guardians().getFirst(), Role.PARENT, null);
        return signatures.mine(parent).stream()
                .filter(errand -> errand.about().equals(child.id()))
                .anyMatch(errand -> !errand.isDone());
    }

    private void disagree(DemoSchool school, DemoSchool.Child child) {
        var phase = Phase.ofYear(child.yearGroup());
        sign(somebody(school, child.guardians().getFirst(), Role.PARENT, null), child.id());
        var other = somebody(school, child.guardians().getLast(), Role.PARENT, null);
        signatures.decline(other, child.id(), Audience.of(phase), "Not this year.", new Evidence(proof(other), HERE));
    }

    /** A white sheet with lines on it, as a scanner makes it. */
    private static byte[] sheet() {
        var image = new BufferedImage(620, 877, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                boolean line = y % 60 == 0 && x > 60 && x < 560 && y > 100;
                image.setRGB(x, y, line ? 0x333333 : 0xffffff);
            }
        }
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return png.toByteArray();
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
            sign(somebody(school, guardian, Role.PARENT, null), guardian, child.id());
        }
        var phase = Phase.ofYear(child.yearGroup());
        if (phase == Phase.KS2 && luck.inHundred(95)) {
            sign(somebody(school, child.id(), Role.PUPIL, phase), child.id());
        }
    }

    private void sign(Actor.Somebody signer, PersonId... subjects) {
        var about = Set.of(subjects);
        signatures.mine(signer).stream()
                .filter(errand -> about.contains(errand.about()))
                .filter(errand -> !errand.isDone())
                .forEach(errand ->
                        signatures.sign(signer, errand.about(), said(errand), new Evidence(proof(signer), HERE)));
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
