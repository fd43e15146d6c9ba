package org.schoolgate.agreements;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.audit.AuditTrail;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.tenancy.Settings;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers that come back on paper: entered with a scan, which is kept, and looked at by a second person where the school
 * wants that (AGR-20, CFG-31). A no acts at once, before anybody has looked again.
 */
@Service
public class PaperReturns {
    private static final int NEWEST = 8;
    private static final int FOUND = 12;

    private final AgreementTexts texts;
    private final SignatureStore store;
    private final ScanStore scans;
    private final PaperStore papers;
    private final Signers signers;
    private final Dossiers dossiers;
    private final Ledger ledger;
    private final Roster roster;
    private final Settings settings;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PaperReturns(
            AgreementTexts texts,
            SignatureStore store,
            ScanStore scans,
            PaperStore papers,
            Signers signers,
            Dossiers dossiers,
            Ledger ledger,
            Roster roster,
            Settings settings,
            AuditTrail audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.texts = texts;
        this.store = store;
        this.scans = scans;
        this.papers = papers;
        this.signers = signers;
        this.dossiers = dossiers;
        this.ledger = ledger;
        this.roster = roster;
        this.settings = settings;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Somebody whose answer may stand on a paper about a subject, with what they are to them. */
    public record MaySign(Person person, String capacity, List<Paper> papers) {}

    /** Somebody about whom a paper may come back, and those who may have signed it. */
    public record Sheet(Person subject, Optional<Pupil> pupil, List<MaySign> signers, boolean secondLook) {
        /** The version of each text that the paper must be of. */
        public List<AgreementText> texts() {
            return signers.stream()
                    .flatMap(signer -> signer.papers().stream())
                    .map(Paper::text)
                    .collect(Collectors.toMap(
                            AgreementText::id, Function.identity(), (one, same) -> one, java.util.LinkedHashMap::new))
                    .values()
                    .stream()
                    .toList();
        }
    }

    /** A paper with the names that belong to it. */
    public record Shown(PaperReturn paper, Person subject, List<String> signers, String enteredBy, Scan.Type scan) {}

    /** What became of a paper. */
    public sealed interface Entry {
        /** It counts. */
        record Entered(List<Signature> signatures) implements Entry {}

        /** Somebody else looks at it, then it counts. */
        record Waits(PaperId paper) implements Entry {}

        /** The school takes no paper. */
        record NoPaper() implements Entry {}

        /** Nobody who may sign was named, or nothing that they may answer is in force. */
        record NobodyNamed() implements Entry {}

        record DateToCome() implements Entry {}

        /** On the day that stands on the paper no text was in force, so it can be of none of ours. */
        record BeforeTheText() implements Entry {}
    }

    /** What a second look came to. */
    public sealed interface Look {
        record Verified(List<Signature> signatures) implements Look {}

        record Returned() implements Look {}

        /** Somebody has looked already. */
        record Over() implements Look {}

        /** Whoever entered it cannot be the one who looks again. */
        record OwnEntry() implements Look {}
    }

    /** Those about whom a paper may be entered, by part of a name; teachers find their own pupils. */
    @Transactional(readOnly = true)
    public List<Person> find(Actor actor, String part) {
        requireEntering(actor);
        if (part.strip().length() < 2) {
            return List.of();
        }
        return roster.search(actor.school(), part.strip(), Set.of(Role.values()), FOUND).stream()
                .filter(person -> mayEnterAbout(actor, person.id()))
                .filter(person -> !signersOf(actor.school(), person).isEmpty())
                .toList();
    }

    /** The papers that were entered last, and what became of them. */
    @Transactional(readOnly = true)
    public List<Shown> newest(Actor actor) {
        requireEntering(actor);
        return papers.newest(actor.school(), NEWEST * 4).stream()
                .filter(paper -> mayEnterAbout(actor, paper.subject()))
                .limit(NEWEST)
                .map(paper -> shown(actor.school(), paper))
                .toList();
    }

    /** The papers that wait for a second look. */
    @Transactional(readOnly = true)
    public List<Shown> waiting(Actor actor) {
        AgreementsAccess.ACCESS.require(actor, Operation.LOOK_AGAIN);
        return papers.waiting(actor.school()).stream()
                .map(paper -> shown(actor.school(), paper))
                .toList();
    }

    @Transactional(readOnly = true)
    public Sheet sheet(Actor actor, PersonId subject) {
        requireEntering(actor);
        if (!mayEnterAbout(actor, subject)) {
            throw new NotFound("paper about " + subject);
        }
        var school = actor.school();
        var person = roster.person(school, subject).orElseThrow(() -> new NotFound("person " + subject));
        var may = signersOf(school, person);
        if (may.isEmpty()) {
            throw new NotFound("nothing to sign about " + subject);
        }
        return new Sheet(
                person,
                roster.pupil(school, subject, today()),
                may,
                settings.get(school, AgreementsConfiguration.SECOND_LOOK));
    }

    /** A paper that waits, for whoever looks again; that they look is on the record. */
    @Transactional(readOnly = true)
    public Shown look(Actor actor, PaperId id) {
        AgreementsAccess.ACCESS.require(actor, Operation.LOOK_AGAIN);
        var paper = papers.find(actor.school(), id).orElseThrow(() -> new NotFound("paper " + id));
        return shown(actor.school(), paper);
    }

    private List<MaySign> signersOf(SchoolId school, Person subject) {
        var people = new ArrayList<MaySign>();
        add(people, school, subject, signers.ownCapacity(school, subject.id(), today()), subject.id());
        for (var guardian : roster.guardiansOf(school, subject.id(), today())) {
            add(people, school, guardian.person(), guardian.relation().name(), subject.id());
        }
        return people;
    }

    private void add(List<MaySign> people, SchoolId school, Person person, String capacity, PersonId subject) {
        var shelf = dossiers.about(school, List.of(subject));
        var answers = signers.of(school, person.id(), today()).stream()
                .filter(one -> one.subject().equals(subject))
                .flatMap(needed -> texts
                        .inForce(school, needed.audience())
                        .map(text -> new Paper(
                                needed,
                                text,
                                shelf.of(subject, needed.audience())
                                        .state(needed.part(), person.id(), clock.instant())))
                        .stream())
                .toList();
        if (!answers.isEmpty()) {
            people.add(new MaySign(person, capacity, answers));
        }
    }

    /** Enters the answer of each of these signers from one scan. */
    @Transactional
    public Entry enter(
            Actor actor, PersonId subject, Set<PersonId> signedBy, boolean agreed, LocalDate signedOn, Scan scan) {
        var sheet = sheet(actor, subject);
        var school = actor.school();
        if (!settings.get(school, AgreementsConfiguration.PAPER)) {
            return new Entry.NoPaper();
        }
        if (signedOn.isAfter(today())) {
            return new Entry.DateToCome();
        }
        var named = sheet.signers().stream()
                .filter(one -> signedBy.contains(one.person().id()))
                .toList();
        if (named.isEmpty() || named.size() < signedBy.size()) {
            return new Entry.NobodyNamed();
        }
        var versions = dossiers.about(school, List.of(subject)).texts();
        var under = new LinkedHashSet<TextId>();
        for (var answer : named.stream().flatMap(one -> one.papers().stream()).toList()) {
            var counting = versions.get(answer.needed().audience());
            var then = counting == null ? Optional.<Counting.Version>empty() : counting.onDay(signedOn);
            if (then.isEmpty()) {
                return new Entry.BeforeTheText();
            }
            under.add(then.get().id());
        }
        var by = person(actor);
        var now = clock.instant();
        var waits = agreed && sheet.secondLook();
        var paper = new PaperReturn(
                PaperId.random(),
                subject,
                named.stream().map(one -> one.person().id()).toList(),
                List.copyOf(under),
                agreed,
                signedOn,
                scans.add(school, scan, by, now),
                by,
                now,
                waits ? new PaperReturn.State.Waiting() : new PaperReturn.State.Taken());
        papers.add(school, paper);
        events.publishEvent(new AgreementEvent.PaperEntered(actor, paper.id(), subject, agreed, waits));
        return waits ? new Entry.Waits(paper.id()) : new Entry.Entered(take(actor, paper, null));
    }

    /** Somebody else has looked at a paper, and says whether it is as it was entered. */
    @Transactional
    public Look lookedAt(Actor actor, PaperId id, boolean itIsSo, String note) {
        AgreementsAccess.ACCESS.require(actor, Operation.LOOK_AGAIN);
        var school = actor.school();
        var paper = papers.lock(school, id).orElseThrow(() -> new NotFound("paper " + id));
        var by = person(actor);
        if (!paper.isWaiting()) {
            return new Look.Over();
        }
        if (paper.enteredBy().equals(by)) {
            return new Look.OwnEntry();
        }
        papers.looked(school, id, itIsSo, by, clock.instant(), note);
        events.publishEvent(new AgreementEvent.PaperLookedAt(actor, id, paper.subject(), itIsSo));
        return itIsSo ? new Look.Verified(take(actor, paper, by)) : new Look.Returned();
    }

    /** Writes the answers down, under the versions that were in force on the day on the paper. */
    private List<Signature> take(Actor actor, PaperReturn paper, @Nullable PersonId verifiedBy) {
        var school = actor.school();
        var under = paper.texts().stream().map(id -> texts.existing(school, id)).toList();
        var proof = new Proof.Paper(paper.enteredBy(), paper.scan(), paper.signedOn(), verifiedBy);
        var signatures = new ArrayList<Signature>();
        var subject = roster.person(school, paper.subject()).orElseThrow();
        for (var signer : signersOf(school, subject)) {
            if (paper.signers().contains(signer.person().id())) {
                store.lock(signer.person().id());
                var shelf = dossiers.about(school, List.of(paper.subject()));
                for (var one : signer.papers()) {
                    var text = under.stream()
                            .filter(entered ->
                                    entered.audience() == one.needed().audience())
                            .findFirst();
                    text.ifPresent(words -> signatures.add(ledger.enter(
                            actor,
                            new Paper(one.needed(), words, one.state()),
                            words.english(),
                            new Signature.By(
                                    signer.person().id(),
                                    paper.subject(),
                                    signer.capacity(),
                                    signer.person().name().full()),
                            paper.agreed() ? new Answer.Agreed() : new Answer.Refused(""),
                            new Evidence(proof, ""),
                            ledger.year(shelf.asksFor(one.needed()).stream().reduce((earlier, later) -> later)))));
                }
            }
        }
        return signatures;
    }

    private Shown shown(SchoolId school, PaperReturn paper) {
        var people = roster.persons(school, paper.signers());
        return new Shown(
                paper,
                roster.person(school, paper.subject()).orElseThrow(() -> new NotFound("person " + paper.subject())),
                paper.signers().stream()
                        .map(signer -> Optional.ofNullable(people.get(signer))
                                .map(person -> person.name().full())
                                .orElse(""))
                        .toList(),
                roster.person(school, paper.enteredBy())
                        .map(person -> person.name().shown())
                        .orElse(""),
                scans.type(school, paper.scan()));
    }

    /** A scan, for whoever may read histories or looks at the paper again; the reading is on the record. */
    @Transactional(readOnly = true)
    public Scan scan(Actor actor, UUID id) {
        if (!AgreementsAccess.ACCESS.allows(actor, Operation.LOOK_AGAIN)) {
            AgreementsAccess.ACCESS.require(actor, Operation.READ_HISTORY);
        }
        var scan = scans.find(actor.school(), id).orElseThrow(() -> new NotFound("scan " + id));
        audit.now(new AgreementEvent.ScanRead(actor, id));
        return scan;
    }

    private static void requireEntering(Actor actor) {
        if (!AgreementsAccess.ACCESS.allows(actor, Operation.ENTER_PAPER)) {
            AgreementsAccess.ACCESS.require(actor, Operation.ENTER_PAPER_OF_CLASS);
        }
    }

    private boolean mayEnterAbout(Actor actor, PersonId subject) {
        return AgreementsAccess.ACCESS.allows(actor, Operation.ENTER_PAPER)
                || roster.teaches(actor.school(), person(actor), subject, today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }

    private static PersonId person(Actor actor) {
        return actor.personId().orElseThrow(() -> new Forbidden(actor, "enter a paper without being somebody"));
    }
}
