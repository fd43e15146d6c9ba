package org.schoolgate.cases;

import static org.schoolgate.ui.Words.say;

import java.util.List;
import java.util.Optional;
import org.schoolgate.cases.CasePolicy.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.roster.PersonCard;
import org.springframework.stereotype.Component;

/** The way from somebody's page to all that happened around them; it looks the same whether there is anything or not. */
@Component
class ChronologyCard implements PersonCard {
    @Override
    public int order() {
        return 300;
    }

    @Override
    public Optional<Card> about(Actor reader, PersonId person) {
        return CasePolicy.ACCESS.allows(reader, Operation.LOOK_BACK)
                        && reader.personId().filter(person::equals).isEmpty()
                ? Optional.of(new Card(
                        "chronology",
                        say("cases.chronology.title"),
                        List.of(Line.of(say("cases.chronology.card"), say("cases.chronology.recorded"))),
                        List.of(new Link(say("cases.chronology.link"), "/people/" + person + "/chronology"))))
                : Optional.empty();
    }
}
