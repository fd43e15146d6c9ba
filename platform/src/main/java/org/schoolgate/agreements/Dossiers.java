package org.schoolgate.agreements;

import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.stereotype.Component;

/** Collects what decides about people's agreements, for one or for a whole school at once. */
@Component
class Dossiers {
    private final AgreementTextStore texts;
    private final SignatureStore signatures;
    private final AskStore asks;
    private final HearingStore hearings;
    private final Signers signers;

    Dossiers(
            AgreementTextStore texts,
            SignatureStore signatures,
            AskStore asks,
            HearingStore hearings,
            Signers signers) {
        this.texts = texts;
        this.signatures = signatures;
        this.asks = asks;
        this.hearings = hearings;
        this.signers = signers;
    }

    Shelf about(SchoolId school, Collection<PersonId> subjects) {
        return new Shelf(
                texts.versions(school),
                signers.rules(school),
                signatures.about(school, subjects).stream()
                        .collect(groupingBy(signature -> signature.by().subject())),
                asks.about(school, subjects).stream()
                        .collect(groupingBy(ask -> ask.needed().subject())),
                hearings.about(school, subjects).stream().collect(groupingBy(Hearing::child)));
    }

    /** The dossiers of several people. */
    record Shelf(
            Map<Audience, Counting> texts,
            SigningRules rules,
            Map<PersonId, List<Signature>> signatures,
            Map<PersonId, List<Ask>> asks,
            Map<PersonId, List<Hearing>> hearings) {
        Dossier of(PersonId subject, Audience audience) {
            return new Dossier(
                    subject,
                    texts.getOrDefault(audience, new Counting(audience, List.of())),
                    rules,
                    signatures.getOrDefault(subject, List.of()),
                    asks.getOrDefault(subject, List.of()),
                    hearings.getOrDefault(subject, List.of()));
        }

        /** Whether a text is in force that this audience can answer. */
        boolean asksFor(Audience audience) {
            return Optional.ofNullable(texts.get(audience))
                    .flatMap(Counting::inForce)
                    .isPresent();
        }

        /** The asks for exactly this answer, oldest first. */
        List<Ask> asksFor(Needed needed) {
            return asks.getOrDefault(needed.subject(), List.of()).stream()
                    .filter(ask -> ask.needed().equals(needed))
                    .toList();
        }
    }
}
