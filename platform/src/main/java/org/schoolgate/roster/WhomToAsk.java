package org.schoolgate.roster;

import java.util.Optional;
import java.util.Set;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.ui.PageFurniture;
import org.schoolgate.ui.PolicyContact;
import org.springframework.stereotype.Component;

/** Whom every page names for a question about the online safety policy: the co-ordinator, or the head where there is none. */
@Component
class WhomToAsk implements PageFurniture {
    private final Roster roster;

    WhomToAsk(Roster roster) {
        this.roster = roster;
    }

    @Override
    public Optional<PolicyContact> contact(Actor reader) {
        return holder(reader, Role.ONLINE_SAFETY_COORDINATOR).or(() -> holder(reader, Role.HEAD));
    }

    /** Without a telephone number: the one that the roster knows is the person's own. */
    private Optional<PolicyContact> holder(Actor reader, Role role) {
        return roster.holders(reader.school(), Set.of(role), roster.today()).stream()
                .findFirst()
                .map(person -> new PolicyContact(person.name().shown(), person.email(), null));
    }
}
