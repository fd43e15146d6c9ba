package org.schoolgate.agreements;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** People answering for themselves and for their children: read, sign, say no, change their mind. */
@Service
public class Signatures {
    private final AgreementTexts texts;
    private final SignatureStore store;
    private final Signers signers;
    private final Dossiers dossiers;
    private final Ledger ledger;
    private final ReceiptLetters letters;
    private final Roster roster;
    private final Clock clock;

    Signatures(
            AgreementTexts texts,
            SignatureStore store,
            Signers signers,
            Dossiers dossiers,
            Ledger ledger,
            ReceiptLetters letters,
            Roster roster,
            Clock clock) {
        this.texts = texts;
        this.store = store;
        this.signers = signers;
        this.dossiers = dossiers;
        this.ledger = ledger;
        this.letters = letters;
        this.roster = roster;
        this.clock = clock;
    }

    /** Everything that somebody may answer, for themselves first and then child by child. */
    @Transactional(readOnly = true)
    public List<Errand> mine(Actor actor) {
        AgreementsAccess.ACCESS.require(actor, Operation.SIGN);
        var signer = person(actor);
        var needed = signers.of(actor.school(), signer, today()).stream()
                .collect(Collectors.groupingBy(Needed::subject, LinkedHashMap::new, Collectors.toList()));
        return needed.entrySet().stream()
                .map(about -> errand(actor, signer, about.getKey(), about.getValue()))
                .filter(errand -> !errand.papers().isEmpty())
                .toList();
    }

    /** What somebody may answer about one child, or themselves; other people's children are not there. */
    @Transactional(readOnly = true)
    public Errand errand(Actor actor, PersonId subject) {
        AgreementsAccess.ACCESS.require(actor, Operation.SIGN);
        return find(actor, subject);
    }

    /** Notes that somebody has begun to read. */
    @Transactional
    public Errand read(Actor actor, PersonId subject) {
        AgreementsAccess.ACCESS.require(actor, Operation.SIGN);
        var errand = find(actor, subject);
        for (var paper : errand.papers()) {
            switch (paper.state()) {
                case SignerState.NotAsked() -> opened(actor, paper);
                case SignerState.Asked asked -> opened(actor, paper);
                case SignerState.Expired expired -> opened(actor, paper);
                case SignerState.Opened opened -> {}
                case SignerState.Question question -> {}
                case SignerState.Signed signed -> {}
                case SignerState.Refused refused -> {}
                case SignerState.Withdrawn withdrawn -> {}
            }
        }
        return errand;
    }

    private void opened(Actor actor, Paper paper) {
        ledger.happen(actor.school(), paper.needed(), newest(actor, paper), new Step.Opened(clock.instant()));
    }

    /** Says yes, under a name, to words that were shown. */
    @Transactional
    public Signing sign(Actor actor, PersonId subject, Said said, Evidence evidence) {
        AgreementsAccess.ACCESS.require(actor, Operation.SIGN);
        store.lock(person(actor));
        var errand = find(actor, subject);
        if (said.words().isEmpty()) {
            return new Signing.Nothing();
        }
        if (!NameMatch.isNameOf(said.name(), errand.signer().name(), actor.is(Role.PUPIL))) {
            return new Signing.NotTheName(errand.signer().name());
        }
        var signed = new ArrayList<Signature>();
        var before = new ArrayList<Signature>();
        for (var agreed : said.words().entrySet()) {
            var paper = errand.paper(agreed.getKey()).orElseThrow(() -> new NotFound("paper " + agreed.getKey()));
            var shown = paper.text().in(said.language());
            if (shown.filter(words -> words.fingerprint().equals(agreed.getValue()))
                    .isEmpty()) {
                return new Signing.WordsChanged();
            }
            var year = ledger.year(newest(actor, paper));
            var same = paper.signature()
                    .filter(earlier -> earlier.under().words().equals(agreed.getValue())
                            && earlier.year().equals(year));
            if (same.isPresent()) {
                before.add(same.get());
            } else {
                signed.add(ledger.enter(
                        actor,
                        paper,
                        shown.get(),
                        whose(errand, said.name().strip()),
                        new Answer.Agreed(),
                        evidence,
                        year));
            }
        }
        if (signed.isEmpty()) {
            return new Signing.Already(before);
        }
        letters.confirm(actor, errand, signed);
        return new Signing.Signed(signed);
    }

    /** Says no, or takes a yes back. It acts at once, and is as easy as saying yes (AGR-22). */
    @Transactional
    public Signature decline(Actor actor, PersonId subject, Audience audience, String why, Evidence evidence) {
        AgreementsAccess.ACCESS.require(actor, Operation.SIGN);
        store.lock(person(actor));
        var errand = find(actor, subject);
        var paper = errand.paper(audience).orElseThrow(() -> new NotFound("paper " + audience));
        var answer = paper.state().isYes() ? new Answer.Withdrawn(why.strip()) : new Answer.Refused(why.strip());
        var signature = ledger.enter(
                actor,
                paper,
                paper.text().english(),
                whose(errand, errand.signer().name().full()),
                answer,
                evidence,
                ledger.year(newest(actor, paper)));
        letters.confirm(actor, errand, List.of(signature));
        return signature;
    }

    private static Signature.By whose(Errand errand, String name) {
        return new Signature.By(errand.signer().id(), errand.about(), errand.capacity(), name);
    }

    private Errand find(Actor actor, PersonId subject) {
        var signer = person(actor);
        var needed = signers.of(actor.school(), signer, today()).stream()
                .filter(one -> one.subject().equals(subject))
                .toList();
        var errand = needed.isEmpty() ? null : errand(actor, signer, subject, needed);
        if (errand == null || errand.papers().isEmpty()) {
            throw new NotFound("nothing to sign about " + subject);
        }
        return errand;
    }

    private Errand errand(Actor actor, PersonId signer, PersonId subject, List<Needed> needed) {
        var school = actor.school();
        var shelf = dossiers.about(school, List.of(subject));
        var now = clock.instant();
        var papers = needed.stream()
                .flatMap(one -> texts.inForce(school, one.audience()).stream()
                        .map(text -> new Paper(
                                one, text, shelf.of(subject, one.audience()).state(one.part(), signer, now))))
                .toList();
        return new Errand(
                known(actor, signer),
                capacity(actor, signer, subject),
                known(actor, subject),
                roster.pupil(school, subject, today()),
                papers);
    }

    private String capacity(Actor actor, PersonId signer, PersonId subject) {
        if (!signer.equals(subject)) {
            return roster.guardian(actor.school(), subject, signer, today())
                    .map(guardian -> guardian.relation().name())
                    .orElseThrow(() -> new NotFound("guardian " + signer));
        }
        return signers.ownCapacity(actor.school(), signer, today());
    }

    private Optional<Ask> newest(Actor actor, Paper paper) {
        return dossiers.about(actor.school(), List.of(paper.needed().subject())).asksFor(paper.needed()).stream()
                .reduce((earlier, later) -> later);
    }

    private Person known(Actor actor, PersonId id) {
        return roster.person(actor.school(), id).orElseThrow(() -> new NotFound("person " + id));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }

    private static PersonId person(Actor actor) {
        return actor.personId().orElseThrow(() -> new Forbidden(actor, "sign without being somebody"));
    }
}
