package org.schoolgate.access;

import static org.schoolgate.ui.Words.say;

import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.roster.Roster;
import org.schoolgate.signin.AccountEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lifts a hold that stands because somebody else knows the password, as soon as there is a new one. A child's new one comes
 * from an adult: whoever knows the old one could choose the next.
 */
@Component
class NewPasswordLifts {
    private final Holds holds;
    private final Roster roster;

    NewPasswordLifts(Holds holds, Roster roster) {
        this.holds = holds;
        this.roster = roster;
    }

    @EventListener
    void on(AccountEvent event) {
        var lifts = switch (event.what()) {
            case PASSWORD_RESET, PICTURE_SET -> true;
            case PASSWORD_CHOSEN -> !isPupil(event.by(), event.person());
            case ACCOUNT_OPENED,
                    LINK_SENT,
                    KNOWN_BY_OTHERS,
                    FOUND_OUT,
                    CLASS_CARD_MADE,
                    TRIES_GIVEN_BACK,
                    SESSION_FOUND_OPEN,
                    SHARED_USE_LOOKED_AT -> false;
        };
        if (lifts) {
            holds.liftAll(event.by(), event.person(), HoldKind.PASSWORD_KNOWN, say("access.hold.new-password"));
        }
    }

    private boolean isPupil(Actor by, PersonId person) {
        return roster.roles(by.school(), person, roster.today()).contains(Role.PUPIL);
    }
}
