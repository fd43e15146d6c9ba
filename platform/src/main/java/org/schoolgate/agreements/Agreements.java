package org.schoolgate.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.AcademicYear;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
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

    Agreements(Roster roster, Signers signers, Dossiers dossiers) {
        this.roster = roster;
        this.signers = signers;
        this.dossiers = dossiers;
    }

    /** Whether somebody's agreement is in force; empty for people of whom none is asked, such as those who have left. */
    public Optional<AgreementInForce> inForce(SchoolId school, PersonId person, Instant at) {
        var day = LocalDate.ofInstant(at, AcademicYear.LONDON);
        var roles = roster.roles(school, person, day);
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        var shelf = dossiers.about(school, List.of(person));
        return roster.pupil(school, person, day)
                .map(pupil -> ofPupil(shelf, pupil, signers.carers(school, person, day), at))
                .or(() -> Signers.ownAudience(roles)
                        .map(audience -> shelf.of(person, audience).ofAdult(at)));
    }

    /** The same for everybody on roll that day, pupils and adults. */
    public Map<PersonId, AgreementInForce> inForce(SchoolId school, Instant at) {
        var day = LocalDate.ofInstant(at, AcademicYear.LONDON);
        var pupils = roster.pupils(school, day);
        var adults = signers.adults(school, day);
        var everybody = new ArrayList<>(adults.keySet());
        pupils.forEach(pupil -> everybody.add(pupil.id()));
        var shelf = dossiers.about(school, everybody);
        var answers = new HashMap<>(ofPupils(school, shelf, pupils, day, at));
        adults.forEach((adult, audience) ->
                answers.put(adult, shelf.of(adult, audience).ofAdult(at)));
        return answers;
    }

    /** The same for these pupils, such as a class. */
    public Map<PersonId, AgreementInForce> ofPupils(SchoolId school, Collection<Pupil> pupils, Instant at) {
        var shelf = dossiers.about(school, pupils.stream().map(Pupil::id).toList());
        return ofPupils(school, shelf, pupils, LocalDate.ofInstant(at, AcademicYear.LONDON), at);
    }

    private Map<PersonId, AgreementInForce> ofPupils(
            SchoolId school, Dossiers.Shelf shelf, Collection<Pupil> pupils, LocalDate day, Instant at) {
        var carers = signers.carers(school, pupils, day);
        var answers = new HashMap<PersonId, AgreementInForce>();
        pupils.forEach(pupil ->
                answers.put(pupil.id(), ofPupil(shelf, pupil, carers.getOrDefault(pupil.id(), List.of()), at)));
        return answers;
    }

    private static AgreementInForce ofPupil(Dossiers.Shelf shelf, Pupil pupil, List<Carer> carers, Instant at) {
        return pupil.knownPhase()
                .map(phase -> shelf.of(pupil.id(), Audience.of(phase)).ofPupil(phase, carers, at))
                .orElseGet(() -> new AgreementInForce.No(Audience.EYFS, List.of(new Gap.PhaseUnknown())));
    }
}
