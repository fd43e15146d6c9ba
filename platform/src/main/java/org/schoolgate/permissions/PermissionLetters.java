package org.schoolgate.permissions;

import static org.schoolgate.ui.Words.say;

import java.util.LinkedHashSet;
import java.util.Set;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.messages.Letter;
import org.schoolgate.messages.Messages;
import org.schoolgate.roster.Person;
import org.schoolgate.roster.Roster;
import org.schoolgate.ui.Words;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells deciders that something waits, and the asker what became of it: that there is something, and where, and nothing of
 * what it is about. What a pupil asks comes to their teachers on the page alone, so that no child fills a mailbox.
 */
@Component
class PermissionLetters {
    private final Messages messages;
    private final Roster roster;
    private final WhoDecides who;

    PermissionLetters(Messages messages, Roster roster, WhoDecides who) {
        this.messages = messages;
        this.roster = roster;
        this.who = who;
    }

    @EventListener
    void on(PermissionMoved moved) {
        var permission = moved.permission();
        if (roster.roles(permission.school(), permission.request().by(), roster.today())
                        .contains(Role.PUPIL)
                || moved.by().is(Role.PUPIL)) {
            return;
        }
        switch (moved.move()) {
            case ASKED -> deciders(permission).forEach(person -> write(permission, person, "asked", "/requests/queue"));
            case GRANTED, REFUSED -> toAsker(moved, "decided");
            case REVOKED, ENDED, LAPSED -> toAsker(moved, "ended");
            case NOTICED -> toAsker(moved, "ending");
            case WITHDRAWN, REVIEWED, TICKETED -> {}
        }
    }

    /** Whoever's turn it is: the deputies' too where the asker is one of the deciders, or there are no others. */
    private Set<PersonId> deciders(Permission permission) {
        var deciders = who.deciders(permission);
        var people = new LinkedHashSet<>(deciders.persons());
        holders(permission, deciders.roles(), people);
        people.remove(permission.request().by());
        if (people.isEmpty() || permission.request().byDecider()) {
            holders(permission, deciders.deputies(), people);
            people.remove(permission.request().by());
        }
        return people;
    }

    private void holders(Permission permission, Set<Role> roles, Set<PersonId> into) {
        roster.holders(permission.school(), roles, roster.today()).stream()
                .map(Person::id)
                .forEach(into::add);
    }

    /** Nobody is told what they did themselves. */
    private void toAsker(PermissionMoved moved, String kind) {
        var permission = moved.permission();
        if (!WhoDecides.isAsker(moved.by(), permission)) {
            write(permission, permission.request().by(), kind, "/requests/" + permission.id());
        }
    }

    private void write(Permission permission, PersonId to, String kind, String path) {
        var school = permission.school();
        messages.email(
                school,
                to,
                Words.in(
                        messages.languageOf(school, to),
                        () -> Letter.of("permissions.letter." + kind)
                                .line(say("permissions.letter." + kind, permission.reference()))
                                .button(say("permissions.letter.open"), path)));
    }
}
