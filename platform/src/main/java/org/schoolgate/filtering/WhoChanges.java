package org.schoolgate.filtering;

import java.util.EnumSet;
import org.schoolgate.filtering.FilteringAccess.Operation;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Forbidden;
import org.schoolgate.kernel.Role;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** Who changes profiles and rules at a school: whom its setting names, and the head always. */
@Component
class WhoChanges {
    private final Settings settings;

    WhoChanges(Settings settings) {
        this.settings = settings;
    }

    boolean may(Actor actor) {
        if (actor instanceof Actor.Schoolgate) {
            return true;
        }
        var named = EnumSet.of(Role.HEAD);
        named.addAll(settings.get(actor.school(), FilteringSettings.CHANGED_BY));
        return FilteringAccess.ACCESS.allows(actor, Operation.CHANGE)
                && actor.roles().stream().anyMatch(named::contains);
    }

    void require(Actor actor) {
        FilteringAccess.ACCESS.require(actor, Operation.CHANGE);
        if (!may(actor)) {
            throw new Forbidden(actor, Operation.CHANGE.name());
        }
    }
}
