package org.schoolgate.testing;

import java.util.stream.Collectors;
import org.schoolgate.agreements.AgreementTexts;
import org.schoolgate.agreements.Change;
import org.schoolgate.agreements.Evidence;
import org.schoolgate.agreements.Proof;
import org.schoolgate.agreements.Said;
import org.schoolgate.agreements.Signatures;
import org.schoolgate.agreements.Signing;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.agreements.wording.Wording;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Caution;
import org.schoolgate.roster.GuardianFacts;
import org.schoolgate.roster.Guardianships;
import org.schoolgate.roster.NewPerson;
import org.schoolgate.roster.People;
import org.schoolgate.roster.Relation;
import org.schoolgate.roster.Responsibility;
import org.schoolgate.roster.Roster;
import org.schoolgate.roster.Source;
import org.schoolgate.testing.Cast.Greenfield;

/** Everybody who has to has signed for these pupils of Key Stage 2, by their real signatures. */
public final class Yes {
    private Yes() {}

    /** Puts the texts in force and lets each pupil and a mother of each sign. Call it inside the school's scope. */
    public static void forAll(
            Greenfield school,
            Classroom classroom,
            People people,
            Guardianships guardianships,
            Roster roster,
            AgreementTexts texts,
            Signatures signatures) {
        for (var audience : Audience.values()) {
            var draft = texts.draft(school.head(), audience, Change.MAJOR);
            texts.approve(school.head(), draft.id());
            texts.putInForce(school.head(), draft.id(), roster.today().plusDays(14));
        }
        for (var pupil : classroom.pupils()) {
            var name = NewPerson.called("", "Meera", "Nair", "meera-" + pupil.person() + "@families.example");
            PersonId mother = people.join(school.head(), name, Role.PARENT, roster.today());
            guardianships.put(
                    school.head(),
                    pupil.person(),
                    mother,
                    new GuardianFacts(Relation.MOTHER, Responsibility.HELD, 1, null, Caution.NONE, ""),
                    Source.HAND,
                    roster.today());
            sign(signatures, pupil, pupil, pupil.name());
            sign(
                    signatures,
                    new Actor.Somebody(school.school(), mother, "Meera Nair", java.util.Set.of(Role.PARENT), null),
                    pupil,
                    "Meera Nair");
        }
    }

    private static void sign(Signatures signatures, Actor.Somebody signer, Actor.Somebody about, String name) {
        var words = signatures.errand(signer, about.person()).papers().stream()
                .collect(Collectors.toMap(
                        paper -> paper.needed().audience(),
                        paper -> paper.text().english().fingerprint()));
        var signing = signatures.sign(
                signer,
                about.person(),
                new Said(name, Wording.ENGLISH, words),
                new Evidence(new Proof.SignedIn(), "192.0.2.8"));
        if (!(signing instanceof Signing.Signed)) {
            throw new IllegalStateException(name + " could not sign: " + signing);
        }
    }
}
