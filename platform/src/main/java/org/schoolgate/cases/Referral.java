package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.procedure.Act;
import org.schoolgate.cases.procedure.Agency;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.ui.Problems;

/** A referral to the authority or the police that is decided as a sanction (SAN-6, SAN-14). */
final class Referral {
    private Referral() {}

    /** To whom it goes; nobody where what was decided is none. */
    static Optional<Agency> to(Act act, Map<String, String> said) {
        return isOne(act, said)
                ? Arrays.stream(Agency.values())
                        .filter(agency -> agency.word().equals(said.get(Act.TO)))
                        .findFirst()
                : Optional.empty();
    }

    /** What is missing in it: whoever goes outside says to whom, what was sent, and who was asked first (INC-11). */
    static Problems problems(Act act, Map<String, String> said) {
        var problems = Problems.none();
        return isOne(act, said)
                ? problems.when(isEmpty(said.get(Act.TO)), Act.TO, say("cases.referral.to"))
                        .when(isEmpty(said.get(Act.CONSULTED)), Act.CONSULTED, say("cases.referral.consulted"))
                        .when(isEmpty(said.get(Act.AT)), Act.AT, say("cases.referral.at"))
                        .when(isEmpty(said.get(Act.SENT)), Act.SENT, say("cases.referral.sent"))
                        .when(isEmpty(said.get(Act.AWAITED)), Act.AWAITED, say("cases.referral.awaited"))
                : problems;
    }

    private static boolean isOne(Act act, Map<String, String> said) {
        return act instanceof Act.Sanction && Rung.REFERRAL.word().equals(said.get(Act.RUNG));
    }

    private static boolean isEmpty(@Nullable String said) {
        return said == null || said.isBlank();
    }
}
