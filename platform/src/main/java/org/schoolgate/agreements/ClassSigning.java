package org.schoolgate.agreements;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.ClassId;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.SchoolClass;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The children of a class saying yes one after another, on the teacher's device and before the teacher's eyes (AGR-20). A
 * child who does not say yes has said nothing: it talks with the teacher, and nobody writes down a no for it.
 */
@Service
public class ClassSigning {
    private final AgreementTexts texts;
    private final SignatureStore store;
    private final Dossiers dossiers;
    private final Ledger ledger;
    private final Roster roster;
    private final Clock clock;

    ClassSigning(
            AgreementTexts texts, SignatureStore store, Dossiers dossiers, Ledger ledger, Roster roster, Clock clock) {
        this.texts = texts;
        this.store = store;
        this.dossiers = dossiers;
        this.ledger = ledger;
        this.roster = roster;
        this.clock = clock;
    }

    /** A class with the children who sign in it, and how far each of them is. */
    public record Circle(SchoolClass schoolClass, List<Child> children) {
        /** How many have said yes. */
        public long done() {
            return children.stream().filter(Child::isDone).count();
        }
    }

    /** A child of the class and its paper; only those whose school asks children for their own yes are here. */
    public record Child(Pupil pupil, Paper paper) {
        public boolean isDone() {
            return paper.state().isYes();
        }

        public Phase phase() {
            return pupil.knownPhase().orElse(Phase.EYFS);
        }
    }

    /** The classes that somebody may sign with. */
    @Transactional(readOnly = true)
    public List<SchoolClass> classes(Actor actor) {
        AgreementsAccess.ACCESS.require(actor, Operation.WITNESS);
        return roster.classesOf(actor.school(), person(actor), today());
    }

    @Transactional(readOnly = true)
    public Circle circle(Actor actor, ClassId id) {
        AgreementsAccess.ACCESS.require(actor, Operation.WITNESS);
        var school = actor.school();
        if (!roster.isAdultOf(school, person(actor), id, today())) {
            throw new NotFound("class " + id);
        }
        var one = roster.schoolClass(school, id).orElseThrow(() -> new NotFound("class " + id));
        var pupils = roster.pupilsOf(school, id, today());
        var shelf = dossiers.about(school, pupils.stream().map(Pupil::id).toList());
        return new Circle(
                one,
                pupils.stream()
                        .flatMap(pupil -> paper(actor, shelf, pupil).map(paper -> new Child(pupil, paper)).stream())
                        .toList());
    }

    private Optional<Paper> paper(Actor actor, Dossiers.Shelf shelf, Pupil pupil) {
        return pupil.knownPhase()
                .filter(shelf.rules().childrenSign()::contains)
                .map(Audience::of)
                .flatMap(audience -> texts.inForce(actor.school(), audience)
                        .map(text -> new Paper(
                                new Needed(audience, Part.PUPIL, pupil.id(), pupil.id()),
                                text,
                                shelf.of(pupil.id(), audience).state(Part.PUPIL, pupil.id(), clock.instant()))));
    }

    @Transactional(readOnly = true)
    public Child child(Actor actor, ClassId id, PersonId pupil) {
        return circle(actor, id).children().stream()
                .filter(child -> child.pupil().id().equals(pupil))
                .findFirst()
                .orElseThrow(() -> new NotFound("pupil " + pupil + " in class " + id));
    }

    /** The child pressed yes, and the adult saw it. */
    @Transactional
    public Signing sayYes(Actor actor, ClassId id, PersonId pupil, Said said, String address) {
        AgreementsAccess.ACCESS.require(actor, Operation.WITNESS);
        store.lock(pupil);
        var child = child(actor, id, pupil);
        var paper = child.paper();
        var words = paper.text().english();
        var shown = said.words().get(paper.needed().audience());
        if (shown == null) {
            return new Signing.Nothing();
        }
        if (!words.fingerprint().equals(shown)) {
            return new Signing.WordsChanged();
        }
        if (paper.signature().isPresent()) {
            return new Signing.Already(List.of(paper.signature().get()));
        }
        var newest = dossiers.about(actor.school(), List.of(pupil)).asksFor(paper.needed()).stream()
                .reduce((earlier, later) -> later);
        return new Signing.Signed(List.of(ledger.enter(
                actor,
                paper,
                words,
                new Signature.By(
                        pupil, pupil, Role.PUPIL.name(), child.pupil().name().full()),
                new Answer.Agreed(),
                new Evidence(new Proof.Witnessed(person(actor)), address),
                ledger.year(newest))));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }

    private static PersonId person(Actor actor) {
        return actor.personId().orElseThrow(() -> new Forbidden(actor, "witness without being somebody"));
    }
}
