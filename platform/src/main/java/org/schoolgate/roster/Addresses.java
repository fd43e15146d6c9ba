package org.schoolgate.roster;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.messages.OneTimeLinks;
import org.schoolgate.ui.Dates;
import org.springframework.stereotype.Component;

/**
 * What follows when somebody is written to elsewhere: the links in the old mailbox open nothing any more, and an adult
 * is told at both addresses, so that nobody can take over a parent's letters unseen.
 */
@Component
class Addresses {
    private static final String LETTER = "roster.address-letter";

    private final PersonStore people;
    private final OneTimeLinks links;
    private final Messages messages;
    private final Clock clock;

    Addresses(PersonStore people, OneTimeLinks links, Messages messages, Clock clock) {
        this.people = people;
        this.links = links;
        this.messages = messages;
        this.clock = clock;
    }

    /** The change has just been written down. */
    void changed(Actor actor, Person before, Person after) {
        var old = before.email();
        if (old == null || old.equalsIgnoreCase(after.email())) {
            return;
        }
        links.revokeAll(actor, after.id());
        if (isPupil(actor, after)) {
            return;
        }
        messages.emailOutside(actor.school(), before.name().shown(), old, letter("roster.address.old"));
        if (after.email() != null) {
            messages.email(actor.school(), after.id(), letter("roster.address.new"));
        }
    }

    private boolean isPupil(Actor actor, Person person) {
        return people.memberships(actor.school(), person.id()).stream().anyMatch(one -> one.role() == Role.PUPIL);
    }

    private Letter letter(String what) {
        return Letter.of(LETTER)
                .line(say(what, Dates.day(clock.instant())))
                .line(say("roster.address.links"))
                .line(say("roster.address.not-you"));
    }
}
