package org.schoolgate.alerts;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Signal;
import org.schoolgate.ui.Dates;

/** A signal and its events in words, as evidence: nothing in it is a link, and each line names who says so. */
final class Proofs {
    private Proofs() {}

    /** @param name of whom it is about; null where nobody was known */
    static Signal.Proof of(Alert alert, List<Noticed> events, @Nullable String name) {
        var head = String.join(
                "\n",
                say("alerts.proof.signal", alert.id().toString(), alert.sort().label()),
                name == null ? say("alerts.proof.nobody", alert.who()) : say("alerts.proof.reader", name, alert.who()),
                say(
                        "alerts.proof.span",
                        alert.beganAt().toString(),
                        alert.lastAt().toString(),
                        String.valueOf(alert.events())),
                say("alerts.proof.lines", events.size()));
        return new Signal.Proof(
                say("alerts.proof.title", alert.sort().label(), Dates.moment(alert.beganAt())),
                head + "\n\n" + events.stream().map(Proofs::line).collect(Collectors.joining("\n")) + "\n",
                alert.beganAt());
    }

    private static String line(Noticed one) {
        var seen = one.seen();
        return String.join(
                " | ",
                seen.at().toString(),
                seen.answer().word(),
                seen.method() + " " + one.address(),
                "categories " + String.join(" ", seen.categories()),
                "rule " + seen.rule(),
                "policy " + seen.policyEpoch() + "." + seen.policyVersion(),
                "from " + seen.address() + ", known by " + (seen.evidence().isEmpty() ? "nothing" : seen.evidence()),
                "gateway %d %s %s, token of %s"
                        .formatted(seen.gateway(), one.gatewayName(), one.gateway(), one.tokenMadeAt()),
                "journal " + seen.epoch() + "." + seen.sequence());
    }
}
