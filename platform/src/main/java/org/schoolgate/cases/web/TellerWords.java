package org.schoolgate.cases.web;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.cases.TellerRequest;
import org.schoolgate.ui.Dates;

/** What became of requests to know who wrote something, in words. */
public final class TellerWords {
    private TellerWords() {}

    public static String became(TellerRequest request) {
        var decision = request.decision();
        if (decision == null) {
            return say("cases.who.became.waits");
        }
        var until = decision.until();
        if (request.danger() && until != null) {
            return say("cases.who.became.danger", Dates.moment(until));
        }
        return until == null
                ? say("cases.who.became.withheld", decision.by(), Dates.moment(decision.at()))
                : say("cases.who.became.released", decision.by(), Dates.moment(decision.at()), Dates.moment(until));
    }
}
