package org.schoolgate.permissions;

import java.time.Instant;
import java.util.List;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permissions.Operation;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;

/** Who may see, decide and close a permission: its kind and the school's settings, and never the asker. */
@Component
class WhoDecides {
    private final PermissionKinds kinds;
    private final Settings settings;

    WhoDecides(PermissionKinds kinds, Settings settings) {
        this.kinds = kinds;
        this.settings = settings;
    }

    static boolean isAsker(Actor actor, Permission permission) {
        return actor.personId().filter(permission::isAskedBy).isPresent();
    }

    Deciders deciders(Permission permission) {
        return kinds.of(permission)
                .deciders(permission.school(), permission.request().forWhom());
    }

    boolean isAmongThem(Actor actor, Permission permission) {
        return Permissions.ACCESS.allows(actor, Operation.DECIDE)
                && deciders(permission).include(actor);
    }

    boolean mayDecide(Actor actor, Permission permission) {
        return !isAsker(actor, permission) && isAmongThem(actor, permission);
    }

    boolean mayClose(Actor actor, Permission permission) {
        return stillAsks(actor, permission)
                || Permissions.ACCESS.allows(actor, Operation.REVIEW)
                || isAmongThem(actor, permission);
    }

    boolean maySee(Actor actor, Permission permission) {
        return stillAsks(actor, permission)
                || Permissions.ACCESS.allows(actor, Operation.LIST)
                || isAmongThem(actor, permission);
    }

    /** Whether it is theirs, as somebody who still belongs to the school. */
    private static boolean stillAsks(Actor actor, Permission permission) {
        return isAsker(actor, permission) && Permissions.ACCESS.allows(actor, Operation.ASK);
    }

    /** Those of the waiting that are this actor's to decide now. A deputy's turn comes when the others cannot or do not. */
    List<Permission> turnOf(Actor actor, SchoolId school, List<Permission> waiting, Instant now) {
        var overdue = now.minus(PermissionSettings.deputy(settings, school));
        return waiting.stream()
                .filter(permission -> !isAsker(actor, permission))
                .filter(permission -> isTurnOf(actor, permission, overdue))
                .toList();
    }

    private boolean isTurnOf(Actor actor, Permission permission, Instant overdue) {
        var deciders = deciders(permission);
        var request = permission.request();
        return deciders.isFirst(actor)
                || (deciders.isDeputy(actor)
                        && (request.byDecider() || request.at().isBefore(overdue)));
    }
}
