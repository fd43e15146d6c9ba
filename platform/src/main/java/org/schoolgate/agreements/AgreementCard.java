package org.schoolgate.agreements;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.agreements.AgreementsAccess.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.PersonCard;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Component;

/** Whether somebody's agreement is in force, and who has still to answer, on their page. */
@Component
class AgreementCard implements PersonCard {
    private final Agreements agreements;
    private final Roster roster;
    private final Clock clock;

    AgreementCard(Agreements agreements, Roster roster, Clock clock) {
        this.agreements = agreements;
        this.roster = roster;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public Optional<Card> about(Actor reader, PersonId person) {
        if (!maySee(reader, person)) {
            return Optional.empty();
        }
        return agreements
                .inForce(reader.school(), person, clock.instant())
                .map(answer -> new Card(
                        "agreement", say("agreements.card.title"), lines(reader, answer), links(reader, person)));
    }

    private boolean maySee(Actor reader, PersonId person) {
        if (AgreementsAccess.ACCESS.allows(reader, Operation.READ_PROGRESS)) {
            return true;
        }
        return AgreementsAccess.ACCESS.allows(reader, Operation.READ_OWN_CLASS)
                && reader.personId()
                        .map(adult -> roster.teaches(reader.school(), adult, person, roster.today()))
                        .orElse(false);
    }

    private List<Line> lines(Actor reader, AgreementInForce answer) {
        var lines = new ArrayList<Line>();
        lines.add(Line.of(say("agreements.card.text"), say("agreements.audience." + answer.audience())));
        switch (answer) {
            case AgreementInForce.Yes yes -> {
                lines.add(new Line(
                        say("agreements.card.state"), say("agreements.card.in-force", Dates.day(yes.since())), "ok"));
                if (!yes.until().equals(Instant.MAX)) {
                    lines.add(Line.of(say("agreements.card.until"), Dates.moment(yes.until())));
                }
            }
            case AgreementInForce.No no -> {
                lines.add(new Line(say("agreements.card.state"), say("agreements.card.not-in-force"), "wait"));
                no.why().forEach(gap -> lines.add(missing(reader, gap)));
            }
        }
        return lines;
    }

    private Line missing(Actor reader, Gap gap) {
        var name = say("agreements.card.missing");
        return switch (gap) {
            case Gap.Missing gone ->
                Line.of(
                        roster.person(reader.school(), gone.signer())
                                .map(Person::name)
                                .map(called -> called.full())
                                .orElse(name),
                        say("agreements.state." + Progress.StateName.of(gone.state())));
            case Gap.NoText _ -> Line.of(name, say("agreements.gap.NoText"));
            case Gap.PhaseUnknown _ -> Line.of(name, say("agreements.gap.PhaseUnknown"));
            case Gap.NobodyMaySign _ -> Line.of(name, say("agreements.gap.NobodyMaySign"));
            case Gap.CourtOrder _ -> Line.of(name, say("agreements.gap.CourtOrder"));
            case Gap.Disagreement _ -> Line.of(name, say("agreements.gap.Disagreement"));
            case Gap.ConflictOpen _ -> Line.of(name, say("agreements.gap.ConflictOpen"));
        };
    }

    private static List<Link> links(Actor reader, PersonId person) {
        return AgreementsAccess.ACCESS.allows(reader, Operation.READ_HISTORY)
                ? List.of(new Link(say("agreements.card.history"), "/agreements/people/" + person))
                : List.of();
    }
}
