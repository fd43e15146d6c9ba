package org.schoolgate.agreements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.schoolgate.agreements.wording.Part;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Phase;
import org.schoolgate.roster.Caution;

/**
 * Everything that decides whether one person's agreement is in force: the versions, the answers, what was asked, and
 * the school's rules. It looks nothing up and stores nothing.
 *
 * @param signatures in the order in which they were given
 * @param asks in the order in which they were made
 * @param hearings what came of hearing carers who did not agree, in the order in which they were heard
 */
record Dossier(
        PersonId subject,
        Counting texts,
        SigningRules rules,
        Collection<Signature> signatures,
        Collection<Ask> asks,
        Collection<Hearing> hearings) {
    /*
     * A refusal and a withdrawal last as long as a yes would have: until the end of the school year, or until a new
     * version is asked for. Then the person is asked afresh, and may of course say no again.
     */

    /** How far {@code signer} is with one part at {@code at}. */
    SignerState state(Part part, PersonId signer, Instant at) {
        var latest = signatures.stream()
                .filter(signature -> signature.under().part() == part
                        && signature.under().audience() == texts.audience()
                        && signature.by().signer().equals(signer)
                        && signature.by().subject().equals(subject)
                        && !signature.how().at().isAfter(at))
                .reduce((earlier, later) -> later);
        if (latest.isPresent() && at.isBefore(until(latest.get()))) {
            return answered(latest.get());
        }
        var asked = asks.stream()
                .filter(ask -> ask.needed().equals(new Needed(texts.audience(), part, signer, subject))
                        && !ask.at().isAfter(at))
                .reduce((earlier, later) -> later);
        if (asked.isPresent()
                && latest.map(signature ->
                                asked.get().at().isAfter(signature.how().at()))
                        .orElse(true)) {
            return asked.get().state();
        }
        return latest.filter(Signature::isYes).map(this::expired).orElseGet(SignerState.NotAsked::new);
    }

    private SignerState answered(Signature signature) {
        var when = signature.how().at();
        return switch (signature.answer()) {
            case Answer.Agreed() -> new SignerState.Signed(signature, until(signature));
            case Answer.Refused(var why) -> new SignerState.Refused(when, why);
            case Answer.Withdrawn(var why) -> new SignerState.Withdrawn(when, why);
        };
    }

    private SignerState expired(Signature signature) {
        var byVersion = texts.countsUntil(signature.under().number());
        var byYear = endOfYear(signature);
        return byVersion.isBefore(byYear)
                ? new SignerState.Expired(byVersion, SignerState.Cause.NEW_VERSION)
                : new SignerState.Expired(byYear, SignerState.Cause.YEAR_OVER);
    }

    private Instant until(Signature signature) {
        var byVersion = texts.countsUntil(signature.under().number());
        var byYear = endOfYear(signature);
        return byVersion.isBefore(byYear) ? byVersion : byYear;
    }

    private Instant endOfYear(Signature signature) {
        return rules.yearly() ? signature.year().end() : Instant.MAX;
    }

    /** Whether an adult's own agreement is in force. */
    AgreementInForce ofAdult(Instant at) {
        return decide(part(Part.OWN, subject, at));
    }

    /** Whether a pupil's is: their own part where the school asks for it, and the guardians'. */
    AgreementInForce ofPupil(Phase phase, Collection<Carer> carers, Instant at) {
        var findings = new ArrayList<Finding>();
        if (rules.childrenSign().contains(phase)) {
            findings.addAll(part(Part.PUPIL, subject, at));
        }
        findings.addAll(carers(carers, at));
        return decide(findings);
    }

    private AgreementInForce decide(List<Finding> findings) {
        if (texts.inForce().isEmpty()) {
            return new AgreementInForce.No(texts.audience(), List.of(new Gap.NoText(texts.audience())));
        }
        var gaps = new ArrayList<Gap>();
        var signed = new ArrayList<SignerState.Signed>();
        for (var finding : findings) {
            switch (finding) {
                case Finding.Counts(var yes) -> signed.add(yes);
                case Finding.Lacks(var gap) -> gaps.add(gap);
            }
        }
        if (!gaps.isEmpty()) {
            return new AgreementInForce.No(texts.audience(), gaps);
        }
        return new AgreementInForce.Yes(
                texts.audience(),
                Collections.min(all(signed, yes -> yes.signature().under().number())),
                Collections.max(all(signed, yes -> yes.signature().how().at())),
                Collections.min(all(signed, SignerState.Signed::until)),
                all(signed, yes -> yes.signature().id()));
    }

    private static <T> List<T> all(List<SignerState.Signed> signed, Function<SignerState.Signed, T> what) {
        return signed.stream().map(what).toList();
    }

    private List<Finding> part(Part part, PersonId signer, Instant at) {
        return List.of(
                switch (state(part, signer, at)) {
                    case SignerState.Signed yes -> new Finding.Counts(yes);
                    case SignerState other -> new Finding.Lacks(new Gap.Missing(part, signer, other));
                });
    }

    private List<Finding> carers(Collection<Carer> carers, Instant at) {
        var signers = carers.stream().filter(Carer::mayAgree).toList();
        if (signers.isEmpty()) {
            return List.of(new Finding.Lacks(new Gap.NobodyMaySign()));
        }
        var underOrder = signers.stream()
                .filter(carer -> carer.caution() == Caution.COURT_ORDER)
                .map(Carer::person)
                .toList();
        if (!underOrder.isEmpty()) {
            return List.of(new Finding.Lacks(new Gap.CourtOrder(underOrder)));
        }
        var yes = who(signers, at, SignerState::isYes);
        var no = who(signers, at, SignerState::isNo);
        if (!yes.isEmpty() && !no.isEmpty()) {
            return isSettled(signers, at)
                    ? yes.stream()
                            .flatMap(signer -> part(Part.PARENT_FOR_CHILD, signer, at).stream())
                            .toList()
                    : List.of(new Finding.Lacks(new Gap.Disagreement(yes, no)));
        }
        boolean conflict = signers.stream().anyMatch(carer -> carer.caution() == Caution.CONFLICT);
        if (conflict && yes.size() < signers.size()) {
            return List.of(new Finding.Lacks(new Gap.ConflictOpen(who(signers, at, state -> !state.isYes()))));
        }
        return deciding(signers, yes, at).stream()
                .flatMap(signer -> part(Part.PARENT_FOR_CHILD, signer, at).stream())
                .toList();
    }

    /** Whether the carers were heard after the last of them answered, and the head wrote down a yes. */
    private boolean isSettled(List<Carer> signers, Instant at) {
        var carers = signers.stream().map(Carer::person).toList();
        var lastAnswer = signatures.stream()
                .filter(signature -> signature.under().part() == Part.PARENT_FOR_CHILD
                        && carers.contains(signature.by().signer())
                        && !signature.how().at().isAfter(at))
                .map(signature -> signature.how().at())
                .max(Comparator.naturalOrder());
        return hearings.stream()
                .filter(hearing -> hearing.audience() == texts.audience()
                        && !hearing.at().isAfter(at)
                        && lastAnswer.filter(hearing.at()::isAfter).isPresent())
                .reduce((earlier, later) -> later)
                .filter(Hearing::agreed)
                .isPresent();
    }

    /** Whose answers decide: everybody's, or where one yes is enough those that were given, asked for, or would be. */
    private List<PersonId> deciding(List<Carer> signers, List<PersonId> yes, Instant at) {
        if (rules.everyGuardian()) {
            return rules.toAsk(signers);
        }
        if (!yes.isEmpty()) {
            return yes;
        }
        var asked = who(signers, at, state -> !(state instanceof SignerState.NotAsked));
        return asked.isEmpty() ? rules.toAsk(signers) : asked;
    }

    private List<PersonId> who(List<Carer> signers, Instant at, Predicate<SignerState> question) {
        return signers.stream()
                .map(Carer::person)
                .filter(person -> question.test(state(Part.PARENT_FOR_CHILD, person, at)))
                .toList();
    }

    /** What was found out about one answer. */
    private sealed interface Finding {
        record Counts(SignerState.Signed yes) implements Finding {}

        record Lacks(Gap gap) implements Finding {}
    }
}
