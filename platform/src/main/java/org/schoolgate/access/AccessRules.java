package org.schoolgate.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.agreements.AgreementInForce;
import org.schoolgate.agreements.Gap;
import org.schoolgate.agreements.SignerState;
import org.schoolgate.agreements.SignerState.Cause;

/** The access decision: facts in, answer out. It looks nothing up and stores nothing. */
final class AccessRules {
    private AccessRules() {}

    static AccessDecision decide(Facts facts, Service service, Instant at) {
        var away = away(facts.enrolment(), at);
        if (away.isPresent()) {
            return new AccessDecision.Refused(List.of(away.get()));
        }
        var reasons = new ArrayList<Reason>();
        facts.holds().stream()
                .filter(hold -> hold.closes(service, at))
                .map(Reason.Held::new)
                .forEach(reasons::add);
        if (service == Service.INTERNET) {
            switch (facts.agreement()) {
                case null -> reasons.add(new Reason.NotGiven());
                case AgreementInForce.No no ->
                    no.why().stream().map(AccessRules::reason).distinct().forEach(reasons::add);
                case AgreementInForce.Yes _ -> {}
            }
            if (facts.supervised() && !at.isBefore(facts.openUntil())) {
                reasons.add(new Reason.NotSupervised());
            }
        }
        return reasons.isEmpty()
                ? new AccessDecision.Allowed(until(facts, service, at))
                : new AccessDecision.Refused(reasons);
    }

    private static Optional<Reason> away(Enrolment enrolment, Instant at) {
        return switch (enrolment) {
            case Enrolment.Unknown() -> Optional.of(new Reason.NotOnRoll());
            case Enrolment.Days days
            when at.isBefore(days.begins()) -> Optional.of(new Reason.NotYetJoined(days.begins()));
            case Enrolment.Days days when !at.isBefore(days.ends()) -> Optional.of(new Reason.Left(days.ends()));
            case Enrolment.Days _ -> Optional.empty();
        };
    }

    private static Reason reason(Gap gap) {
        return switch (gap) {
            case Gap.NoText _ -> new Reason.NothingToSign();
            case Gap.PhaseUnknown _ -> new Reason.YearUnknown();
            case Gap.Missing missing -> reason(missing);
            case Gap.NobodyMaySign _ -> new Reason.NobodyMaySign();
            case Gap.CourtOrder _ -> new Reason.CourtOrder();
            case Gap.Disagreement differ -> new Reason.GuardiansDiffer(differ.no());
            case Gap.ConflictOpen open -> new Reason.GuardiansDiffer(open.waitingFor());
        };
    }

    private static Reason reason(Gap.Missing missing) {
        var part = missing.part();
        var signer = missing.signer();
        return switch (missing.state()) {
            case SignerState.NotAsked _, SignerState.Asked _, SignerState.Opened _, SignerState.Signed _ ->
                new Reason.NotSigned(part, signer);
            case SignerState.Question _ -> new Reason.QuestionOpen(part, signer);
            case SignerState.Refused refused -> new Reason.SaidNo(part, signer, refused.at());
            case SignerState.Withdrawn withdrawn -> new Reason.TookBack(part, signer, withdrawn.at());
            case SignerState.Expired expired ->
                expired.cause() == Cause.YEAR_OVER
                        ? new Reason.YearEnded(part, signer, expired.at())
                        : new Reason.NewRules(part, signer, expired.at());
        };
    }

    /** The first thing that will end it by the clock alone. */
    private static Instant until(Facts facts, Service service, Instant at) {
        var ends = Stream.<Instant>builder();
        if (facts.enrolment() instanceof Enrolment.Days days) {
            ends.add(days.ends());
        }
        facts.holds().stream()
                .filter(hold -> hold.closes(service) && hold.isAhead(at))
                .map(Hold::from)
                .forEach(ends);
        if (service == Service.INTERNET) {
            if (facts.agreement() instanceof AgreementInForce.Yes yes) {
                ends.add(yes.until());
            }
            if (facts.supervised()) {
                ends.add(facts.openUntil());
            }
        }
        return ends.build().min(Instant::compareTo).orElse(Instant.MAX);
    }
}
