package org.schoolgate.permissions;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.ListTaken;
import org.schoolgate.permissions.PermissionUse.Used;
import org.schoolgate.permissions.Permissions.Operation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The whole life of each permission, to take away: request, decision, use, end (APR-8). */
@Service
public class PermissionLog {
    private final PermissionStore store;
    private final PermissionKinds kinds;
    private final ObjectProvider<PermissionUse> uses;
    private final ApplicationEventPublisher events;

    PermissionLog(
            PermissionStore store,
            PermissionKinds kinds,
            ObjectProvider<PermissionUse> uses,
            ApplicationEventPublisher events) {
        this.store = store;
        this.kinds = kinds;
        this.uses = uses;
        this.events = events;
    }

    /** One life. */
    public record Life(Permission permission, String title, Optional<Used> used) {}

    /** Everything asked for in that time, in order; that somebody took it away is on the record. */
    @Transactional
    public List<Life> take(Actor actor, Instant from, Instant until) {
        Permissions.ACCESS.require(actor, Operation.EXPORT);
        var lives =
                store.log(actor.school(), from, until).stream().map(this::life).toList();
        events.publishEvent(ListTaken.ofSchool(
                actor, "permissions", Map.of("from", from.toString(), "until", until.toString()), lives.size()));
        return lives;
    }

    private Life life(Permission permission) {
        var used = permission.grant().isEmpty()
                ? Optional.<Used>empty()
                : uses.stream().flatMap(one -> one.of(permission).stream()).findFirst();
        return new Life(permission, kinds.of(permission).title(permission), used);
    }
}
