package org.schoolgate.agreements;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.NotFound;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Guardian;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A child's carers beside one another: who of them was asked and said what, asking the second one too, and hearing those
 * who do not agree. A disagreement is not a yes until the head has heard them and written down what came of it.
 */
@Service
public class Families {
    private final Agreements agreements;
    private final AgreementTexts texts;
    private final Dossiers dossiers;
    private final HearingStore hearings;
    private final RoundStore roundStore;
    private final Rounds rounds;
    private final Roster roster;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Families(
            Agreements agreements,
            AgreementTexts texts,
            Dossiers dossiers,
            HearingStore hearings,
            RoundStore roundStore,
            Rounds rounds,
            Roster roster,
            ApplicationEventPublisher events,
            Clock clock) {
        this.agreements = agreements;
        this.texts = texts;
        this.dossiers = dossiers;
        this.hearings = hearings;
        this.roundStore = roundStore;
        this.rounds = rounds;
        this.roster = roster;
        this.events = events;
        this.clock = clock;
    }

    /** A child whose family needs somebody's care, and why. */
    public record Matter(Pupil pupil, List<Gap> why) {}

    /** One carer and how far they are; {@code mayAgree} is whether the school may take their word. */
    public record Stand(Guardian guardian, SignerState state) {
        public boolean mayAgree() {
            return guardian.mayAgree();
        }

        /** Whether asking them would begin something new. */
        public boolean canBeAsked() {
            return mayAgree() && state instanceof SignerState.NotAsked;
        }
    }

    /** A hearing with the names that belong to it. */
    public record Heard(Hearing hearing, List<String> heard, String by) {}

    /**
     * A child's carers beside one another.
     *
     * @param round the open round in which one more can be asked
     */
    public record Family(
            Pupil pupil,
            Audience audience,
            List<Stand> carers,
            List<Gap> gaps,
            List<Heard> hearings,
            Optional<RoundId> round) {
        /** Whether there is something for the head to hear. */
        public boolean isToBeHeard() {
            return gaps.stream().anyMatch(Gap.Disagreement.class::isInstance);
        }
    }

    /** What became of writing down a hearing. */
    public sealed interface Hear {
        record Done() implements Hear {}

        /** The carers do not disagree, or no more. */
        record NothingToHear() implements Hear {}

        /** Whoever was heard is none of the child's carers, or nobody was named. */
        record NobodyHeard() implements Hear {}
    }

    /** The children about whom carers disagree or may not sign, by name. */
    @Transactional(readOnly = true)
    public List<Matter> matters(Actor actor) {
        AgreementsAccess.ACCESS.require(actor, Operation.READ_FAMILIES);
        var pupils = roster.pupils(actor.school(), today());
        var answers = agreements.ofPupils(actor.school(), pupils, clock.instant());
        return pupils.stream()
                .map(pupil -> new Matter(pupil, grave(answers.get(pupil.id()))))
                .filter(matter -> !matter.why().isEmpty())
                .sorted(Comparator.comparing(matter -> matter.pupil().name().sorted()))
                .toList();
    }

    private static List<Gap> grave(@org.jspecify.annotations.Nullable AgreementInForce answer) {
        return answer instanceof AgreementInForce.No(var audience, var why)
                ? why.stream().filter(Families::isGrave).toList()
                : List.of();
    }

    private static boolean isGrave(Gap gap) {
        return switch (gap) {
            case Gap.Disagreement _, Gap.ConflictOpen _, Gap.CourtOrder _, Gap.NobodyMaySign _ -> true;
            case Gap.NoText _, Gap.PhaseUnknown _, Gap.Missing _ -> false;
        };
    }

    @Transactional(readOnly = true)
    public Family family(Actor actor, PersonId child) {
        AgreementsAccess.ACCESS.require(actor, Operation.READ_FAMILIES);
        var school = actor.school();
        var now = clock.instant();
        var pupil = roster.pupil(school, child, today()).orElseThrow(() -> new NotFound("pupil " + child));
        var audience = pupil.knownPhase()
                .map(Audience::of)
                .filter(one -> texts.inForce(school, one).isPresent())
                .orElseThrow(() -> new NotFound("nothing to sign about " + child));
        var dossier = dossiers.about(school, List.of(child)).of(child, audience);
        return new Family(
                pupil,
                audience,
                roster.guardiansOf(school, child, today()).stream()
                        .map(guardian -> new Stand(
                                guardian,
                                dossier.state(
                                        Part.PARENT_FOR_CHILD, guardian.person().id(), now)))
                        .toList(),
                gaps(actor, pupil, now),
                hearings.about(school, List.of(child)).reversed().stream()
                        .map(hearing -> heard(actor, hearing))
                        .toList(),
                roundStore.all(school).stream()
                        .filter(round -> round.isOpen() && round.audiences().contains(audience))
                        .map(Round::id)
                        .findFirst());
    }

    private List<Gap> gaps(Actor actor, Pupil pupil, Instant now) {
        return agreements.ofPupils(actor.school(), List.of(pupil), now).get(pupil.id())
                        instanceof AgreementInForce.No(var audience, var why)
                ? why
                : List.of();
    }

    private Heard heard(Actor actor, Hearing hearing) {
        var people = roster.persons(actor.school(), hearing.heard());
        return new Heard(
                hearing,
                hearing.heard().stream()
                        .flatMap(one -> Optional.ofNullable(people.get(one)).stream())
                        .map(person -> person.name().full())
                        .toList(),
                roster.person(actor.school(), hearing.by())
                        .map(person -> person.name().shown())
                        .orElse(""));
    }

    /** Asks one more of a child's carers, in the round that is open; false where there is none or they were asked. */
    @Transactional
    public boolean askAlso(Actor actor, PersonId child, PersonId carer) {
        var family = family(actor, child);
        var asked = family.carers().stream()
                .filter(stand -> stand.guardian().person().id().equals(carer) && stand.canBeAsked())
                .findFirst();
        return asked.isPresent()
                && family.round().isPresent()
                && rounds.askAlso(actor, family.round().get(), child, carer);
    }

    /** The head has heard carers who do not agree, and writes down who, what was said, and whether the child goes online. */
    @Transactional
    public Hear hear(Actor actor, PersonId child, Set<PersonId> heard, boolean agreed, String words) {
        AgreementsAccess.ACCESS.require(actor, Operation.HEAR_FAMILY);
        var family = family(actor, child);
        if (!family.isToBeHeard()) {
            return new Hear.NothingToHear();
        }
        var carers = family.carers().stream()
                .filter(Stand::mayAgree)
                .map(stand -> stand.guardian().person().id())
                .filter(heard::contains)
                .toList();
        if (carers.isEmpty() || carers.size() < heard.size()) {
            return new Hear.NobodyHeard();
        }
        var by = actor.personId().orElseThrow(() -> new Forbidden(actor, "hear carers without being somebody"));
        hearings.add(
                actor.school(),
                new Hearing(
                        UUID.randomUUID(),
                        child,
                        family.audience(),
                        carers,
                        agreed,
                        words.strip(),
                        by,
                        clock.instant()));
        events.publishEvent(new AgreementEvent.FamilyHeard(actor, child, family.audience(), carers.size(), agreed));
        return new Hear.Done();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), AcademicYear.LONDON);
    }
}
