package org.schoolgate.access.web;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Locale;
import org.schoolgate.access.AccessDecision;
import org.schoolgate.access.Audience;
import org.schoolgate.access.Explained;
import org.schoolgate.access.ReaderAccess;
import org.schoolgate.agreements.AgreementInForce;
import org.schoolgate.ui.Dates;

/** One line of the register (R25), in words. */
public record RegisterRow(
        String name,
        String kind,
        String schoolClass,
        boolean may,
        String state,
        String why,
        String since,
        String basis,
        String services) {
    static RegisterRow of(ReaderAccess reader, String schoolClass) {
        var kind = say("access.kind." + reader.kind().name().toLowerCase(Locale.ROOT));
        var since = reader.agreement() instanceof AgreementInForce.Yes yes ? Dates.day(yes.since()) : "";
        var basis = reader.agreement() instanceof AgreementInForce.Yes yes
                ? say("access.register.agreement", yes.number().toString())
                : "";
        var name = reader.name().sorted();
        return switch (reader.decision()) {
            case AccessDecision.Allowed _ ->
                new RegisterRow(
                        name,
                        kind,
                        schoolClass,
                        true,
                        say("access.register.may"),
                        "",
                        since,
                        basis,
                        say("access.register.internet"));
            case AccessDecision.Refused refused -> {
                var reason = refused.first();
                var why = Explained.to(Audience.STAFF, reason, reader.name().called())
                        .says();
                yield new RegisterRow(name, kind, schoolClass, false, Explained.tag(reason), why, since, basis, "");
            }
        };
    }

    List<String> cells() {
        return List.of(name, kind, schoolClass, state, why, since, basis, services);
    }
}
