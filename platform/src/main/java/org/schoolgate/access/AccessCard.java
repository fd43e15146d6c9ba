package org.schoolgate.access;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.access.AccessPolicies.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.PersonCard;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Component;

/** Whether somebody may go online now and why not, on their page. */
@Component
class AccessCard implements PersonCard {
    private final Access access;
    private final Roster roster;
    private final Clock clock;

    AccessCard(Access access, Roster roster, Clock clock) {
        this.access = access;
        this.roster = roster;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public Optional<Card> about(Actor reader, PersonId person) {
        if (!maySee(reader, person)) {
            return Optional.empty();
        }
        return access.readers(reader.school(), clock.instant()).stream()
                .filter(one -> one.person().equals(person))
                .findFirst()
                .map(one -> new Card(
                        "access", say("access.card.title"), lines(one, taken(reader, one)), links(reader, person)));
    }

    private boolean maySee(Actor reader, PersonId person) {
        if (AccessPolicies.ACCESS.allows(reader, Operation.SEE_REGISTER)) {
            return true;
        }
        return AccessPolicies.ACCESS.allows(reader, Operation.SEE_OWN_CLASSES)
                && reader.personId()
                        .map(adult -> roster.teaches(reader.school(), adult, person, roster.today()))
                        .orElse(false);
    }

    private List<Line> taken(Actor reader, ReaderAccess one) {
        return access.takenFrom(reader.school(), one.person(), clock.instant()).stream()
                .map(hold -> Line.of(
                        Explained.what(hold.scope()),
                        Explained.taken(Audience.STAFF, hold, one.name().shown())
                                .sentence()))
                .toList();
    }

    private static List<Line> lines(ReaderAccess one, List<Line> taken) {
        var lines = new ArrayList<Line>();
        switch (one.decision()) {
            case AccessDecision.Allowed(var until) ->
                lines.add(new Line(
                        say("access.card.now"),
                        until.equals(Instant.MAX)
                                ? say("access.card.open")
                                : say("access.card.open-until", Dates.moment(until)),
                        "ok"));
            case AccessDecision.Refused(var reasons) -> {
                lines.add(new Line(say("access.card.now"), say("access.card.shut"), "wait"));
                reasons.forEach(reason -> lines.add(Line.of(
                        Explained.tag(reason),
                        Explained.to(Audience.STAFF, reason, one.name().shown()).next())));
            }
        }
        lines.addAll(taken);
        return lines;
    }

    private static List<Link> links(Actor reader, PersonId person) {
        return AccessPolicies.ACCESS.allows(reader, Operation.HOLD)
                ? List.of(new Link(say("access.card.hold"), "/holds/new?person=" + person))
                : List.of();
    }
}
