package org.schoolgate.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Kind;
import org.schoolgate.agreements.wording.Line;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.roster.Belonging;
import org.schoolgate.roster.Pupil;
import org.schoolgate.roster.Roster;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Whether people have an agreement in force, for the other modules. Whoever asks has asked their own access policy before:
 * these are answers to the program, not to people.
 */
@Service
@Transactional(readOnly = true)
public class Agreements {
    private final Roster roster;
    private final Signers signers;
    private final Dossiers dossiers;
    private final SignatureStore signatures;
    private final AgreementTextStore texts;

    Agreements(Roster roster, Signers signers, Dossiers dossiers, SignatureStore signatures, AgreementTextStore texts) {
        this.roster = roster;
        this.signers = signers;
        this.dossiers = dossiers;
        this.signatures = signatures;
        this.texts = texts;
    }

    /** Whether somebody's agreement is in force; empty for people of whom none is asked, such as those who have left. */
    public Optional<AgreementInForce> inForce(SchoolId school, PersonId person, Instant at) {
        var day = LocalDate.ofInstant(at, AcademicYear.LONDON);
        var roles = roster.roles(school, person, day);
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        var shelf = dossiers.about(school, List.of(person));
        return roles.contains(Role.PUPIL)
                ? roster.pupil(school, person, day)
                        .map(pupil ->
                                ofPupil(shelf, person, pupil.knownPhase(), signers.carers(school, person, day), at))
                : ofAdult(shelf, person, roles, at);
    }

    /** What the agreement that is in force for somebody says follows when it is not kept; empty where none is in force. */
    public Optional<SignedWords> consequences(SchoolId school, PersonId person, Instant at) {
        return inForce(school, person, at)
                .flatMap(answer -> answer instanceof AgreementInForce.Yes yes
                        ? yes.signatures().stream()
                                .flatMap(id -> signatures.find(school, id).stream())
                                .min(Comparator.comparing(Agreements::isOfAnother)
                                        .thenComparing(
                                                signature -> signature.how().at()))
                        : Optional.empty())
                .map(signature -> words(school, signature));
    }

    /** Whether it is somebody else's for them: their own comes first. */
    private static boolean isOfAnother(Signature signature) {
        return !signature.by().signer().equals(signature.by().subject());
    }

    private SignedWords words(SchoolId school, Signature signature) {
        var under = signature.under();
        var says = texts.find(school, under.text())
                .flatMap(text -> text.in(under.language()))
                .filter(wording -> wording.fingerprint().equals(under.words()))
                .map(wording -> wording.lines(under.part(), Kind.CONSEQUENCES).stream()
                        .map(Line::words)
                        .collect(Collectors.joining(" ")))
                .orElse("");
        return new SignedWords(
                !isOfAnother(signature),
                under.number(),
                signature.how().at(),
                under.words().hex(),
                says);
    }

    /** Whether each of these agreements is in force, in a handful of statements; whoever none is asked of is left out. */
    public Map<PersonId, AgreementInForce> inForce(SchoolId school, Collection<Belonging> people, Instant at) {
        var day = LocalDate.ofInstant(at, AcademicYear.LONDON);
        var shelf = dossiers.about(school, people.stream().map(Belonging::id).toList());
        var carers = signers.carers(
                school,
                people.stream()
                        .filter(one -> one.roles(day).contains(Role.PUPIL))
                        .map(Belonging::id)
                        .toList(),
                day);
        var answers = new HashMap<PersonId, AgreementInForce>();
        for (var one : people) {
            var roles = one.roles(day);
            if (roles.contains(Role.PUPIL)) {
                var theirs = carers.getOrDefault(one.id(), List.of());
                answers.put(one.id(), ofPupil(shelf, one.id(), one.knownPhase(), theirs, at));
            } else {
                ofAdult(shelf, one.id(), roles, at).ifPresent(answer -> answers.put(one.id(), answer));
            }
        }
        return answers;
    }

    /** The same for these pupils, such as a class. */
    public Map<PersonId, AgreementInForce> ofPupils(SchoolId school, Collection<Pupil> pupils, Instant at) {
        var ids = pupils.stream().map(Pupil::id).toList();
        var shelf = dossiers.about(school, ids);
        var carers = signers.carers(school, ids, LocalDate.ofInstant(at, AcademicYear.LONDON));
        var answers = new HashMap<PersonId, AgreementInForce>();
        pupils.forEach(pupil -> answers.put(
                pupil.id(),
                ofPupil(shelf, pupil.id(), pupil.knownPhase(), carers.getOrDefault(pupil.id(), List.of()), at)));
        return answers;
    }

    private static Optional<AgreementInForce> ofAdult(
            Dossiers.Shelf shelf, PersonId adult, Set<Role> roles, Instant at) {
        return Signers.ownAudience(roles)
                .map(audience -> shelf.of(adult, audience).ofAdult(at));
    }

    private static AgreementInForce ofPupil(
            Dossiers.Shelf shelf, PersonId pupil, Optional<Phase> known, List<Carer> carers, Instant at) {
        return known.map(phase -> shelf.of(pupil, Audience.of(phase)).ofPupil(phase, carers, at))
                .orElseGet(() -> new AgreementInForce.No(Audience.EYFS, List.of(new Gap.PhaseUnknown())));
    }
}
