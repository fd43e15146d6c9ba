package org.schoolgate.alerts.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.alerts.Alert;
import org.schoolgate.alerts.Alerts;
import org.schoolgate.alerts.Grade;
import org.schoolgate.alerts.Noticed;
import org.schoolgate.ui.Dates;

/** Signals in words. */
public final class AlertWords {
    private AlertWords() {}

    /** In a list, where nobody's name stands. */
    public static String line(Alert alert) {
        return say("alerts.line", alert.events(), Dates.moment(alert.beganAt()));
    }

    /** Whom it is about. */
    public static String who(Alerts.Opened opened) {
        var alert = opened.alert();
        if (opened.name() != null) {
            return say(
                    "alerts.who",
                    opened.name(),
                    say("alerts.kind." + alert.kind().name()));
        }
        return alert.station()
                .map(station -> say("alerts.who.station", station))
                .orElseGet(() -> say("alerts.who.gone"));
    }

    public static String grade(Alert alert) {
        return say("alerts.grade." + alert.grade().name());
    }

    /** The colour of its tag. */
    public static String tag(Alert alert) {
        return alert.grade() == Grade.DANGER ? "danger" : "wait";
    }

    /** What became of it, in a few words. */
    public static String state(Alert alert) {
        return switch (alert.state()) {
            case Alert.State.Waiting() -> say("alerts.state.waiting");
            case Alert.State.Followed _ -> say("alerts.state.case");
            case Alert.State.PutAside _ -> say("alerts.state.aside");
        };
    }

    /** What became of it, when, and by whom. */
    public static String decision(Alert alert) {
        return switch (alert.state()) {
            case Alert.State.Waiting() -> say("alerts.state.waiting");
            case Alert.State.Followed(var at, var by, var _, var _) -> say("alerts.decided.case", by, Dates.moment(at));
            case Alert.State.PutAside(var at, var _, var by, var because) ->
                say("alerts.decided.aside", by, Dates.moment(at), because);
        };
    }

    /** What the second person said. */
    public static String second(Alert.Judgement one) {
        var at = Dates.moment(one.at());
        if (one.because().isBlank()) {
            return say("alerts.second.by", one.byName(), at);
        }
        return say(
                one.verdict() == Alert.Verdict.AGREES ? "alerts.second.by-why" : "alerts.second.not-by",
                one.byName(),
                at,
                one.because());
    }

    /** What was asked for, in words; of what may be a crime to look at, nothing. */
    public static String what(Alert alert, Noticed one) {
        if (alert.sort().staysShut()) {
            return say("alerts.event.shut");
        }
        var searched = one.searched();
        return searched == null ? one.address() : say("alerts.event.searched", searched, one.address());
    }

    /** What became of it at the gateway. */
    public static String answer(Noticed one) {
        return say(one.seen().answer().isClosed() ? "alerts.event.refused" : "alerts.event.let-through");
    }

    public static String gateway(Noticed one) {
        return say(
                "alerts.event.gateway",
                one.gatewayName(),
                String.valueOf(one.seen().gateway()),
                one.seen().epoch() + "." + one.seen().sequence());
    }

    public static String policy(Noticed one) {
        return one.seen().policyEpoch() + "." + one.seen().policyVersion();
    }
}
