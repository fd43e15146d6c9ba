package org.schoolgate.agreements;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Answers that come back on paper: entered from a scan, which is kept (AGR-20, CFG-31). */
@Service
public class PaperReturns {
    private final AgreementTexts texts;
    private final SignatureStore store;
    private final ScanStore scans;
    private final Signers signers;
    private final Dossiers dossiers;
    private final Ledger ledger;
    private final Roster roster;
    private final Settings settings;
    private final AuditTrail audit;
    private final Clock clock;

    PaperReturns(
            AgreementTexts texts,
            SignatureStore store,
            ScanStore scans,
            Signers signers,
            Dossiers dossiers,
            Ledger ledger,
            Roster roster,
            Settings settings,
            AuditTrail audit,
            Clock clock) {
        this.texts = texts;
        this.store = store;
        this.scans = scans;
        this.signers = signers;
        this.dossiers = dossiers;
        this.ledger = ledger;
        this.roster = roster;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    /** Somebody whose answer may stand on a paper about a subject, with what they are to them. */
    public record MaySign(Person person, String capacity, List<Needed> needed) {}

    /** What became of a paper. */
    public sealed interface Entry {
        record Entered(List<Signature> signatures) implements Entry {}

        /** The school takes no paper. */
        record NoPaper() implements Entry {}

        /** Nobody who may sign was named, or nothing that they may answer is in force. */
        record NobodyNamed() implements Entry {}

        record DateToCome() implements Entry {}
    }

    /** Who may have signed a paper about this person: themselves, and those who may agree for a child. */
    @Transactional(readOnly = true)
    public List<MaySign> maySign(Actor actor, PersonId subject) {
        AgreementsAccess.ACCESS.require(actor, Operation.ENTER_PAPER);
        var school = actor.school();
        var day = today();
        var people = new ArrayList<MaySign>();
        roster.person(school, subject).ifPresent(person -> add(people, actor, person, Role.PUPIL.name(), subject));
        for (var guardian : roster.guardiansOf(school, subject, day)) {
            add(people, actor, guardian.person(), guardian.relation().name(), subject);
        }
        return people;
    }

    private void add(List<MaySign> people, Actor actor, Person person, String capacity, PersonId subject) {
        var needed = signers.of(actor.school(), person.id(), today()).stream()
                .filter(one -> one.subject().equals(subject)
                        && texts.inForce(actor.school(), one.audience()).isPresent())
                .toList();
        if (!needed.isEmpty()) {
            people.add(new MaySign(person, capacity, needed));
        }
    }

    /** Enters the answer of each of these signers from one scan. */
    @Transactional
    public Entry enter(
            Actor actor, PersonId subject, Set<PersonId> signedBy, boolean agreed, LocalDate signedOn, Scan scan) {
        AgreementsAccess.ACCESS.require(actor, Operation.ENTER_PAPER);
        var school = actor.school();
        if (!settings.get(school, AgreementsConfiguration.PAPER)) {
            return new Entry.NoPaper();
        }
        if (signedOn.isAfter(today())) {
            return new Entry.DateToCome();
        }
        var named = maySign(actor, subject).stream()
                .filter(one -> signedBy.contains(one.person().id()))
                .toList();
        if (named.isEmpty() || named.size() < signedBy.size()) {
            return new Entry.NobodyNamed();
        }
        var by = person(actor);
        var kept = scans.add(school, scan, by, clock.instant());
        var signatures = new ArrayList<Signature>();
        for (var signer : named) {
            store.lock(signer.person().id());
            var shelf = dossiers.about(school, List.of(subject));
            for (var needed : signer.needed()) {
                var text = texts.inForce(school, needed.audience()).orElseThrow();
                var state = shelf.of(subject, needed.audience())
                        .state(needed.part(), signer.person().id(), clock.instant());
                signatures.add(ledger.enter(
                        actor,
                        new Paper(needed, text, state),
                        text.english(),
                        new Signature.By(
                                signer.person().id(),
                                subject,
                                signer.capacity(),
                                signer.person().name().full()),
                        agreed ? new Answer.Agreed() : new Answer.Refused(""),
                        new Evidence(new Proof.Paper(by, kept, signedOn), ""),
                        ledger.year(shelf.asksFor(needed).stream().reduce((earlier, later) -> later))));
            }
        }
        return new Entry.Entered(signatures);
    }

    /** A scan, for whoever may read histories; the reading is on the record. */
    @Transactional(readOnly = true)
    public Scan scan(Actor actor, UUID id) {
        AgreementsAccess.ACCESS.require(actor, Operation.READ_HISTORY);
        var scan = scans.find(actor.school(), id).orElseThrow(() -> new NotFound("scan " + id));
        audit.now(new AgreementEvent.ScanRead(actor, id));
        return scan;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }

    private static PersonId person(Actor actor) {
        return actor.personId().orElseThrow(() -> new Forbidden(actor, "enter a paper without being somebody"));
    }
}
