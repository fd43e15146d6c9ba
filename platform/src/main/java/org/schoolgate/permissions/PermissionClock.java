package org.schoolgate.permissions;

import static org.schoolgate.ui.Words.say;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.permissions.Permission.State;
import org.schoolgate.permissions.PermissionMoved.Move;
import org.schoolgate.tenancy.SchoolJob;
import org.schoolgate.tenancy.Settings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What time does to permissions: they end, they lapse, their end is announced, and what nobody looks after is closed
 * (APR-3, FIL-24). Gateways keep an end by themselves; this puts it on the record.
 */
@Component
class PermissionClock implements SchoolJob {
    private final PermissionStore store;
    private final Permissions permissions;
    private final Settings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    PermissionClock(
            PermissionStore store,
            Permissions permissions,
            Settings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.store = store;
        this.permissions = permissions;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "permissions.clock";
    }

    @Override
    public Duration every() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void run(SchoolId school) {
        var now = clock.instant();
        var by = new Actor.Schoolgate(school, "Schoolgate");
        transaction.executeWithoutResult(_ -> {
            overtake(school, by, now);
            announce(school, by, now);
            closeStale(school, by, now);
        });
    }

    private void overtake(SchoolId school, Actor by, Instant now) {
        for (var permission : store.due(school, now)) {
            permission
                    .tick(now)
                    .ifPresent(next -> permissions.keep(by, next.grant().isPresent() ? Move.ENDED : Move.LAPSED, next));
        }
    }

    /** Announces an end that is near, once; what was given for a shorter time than the notice needs none. */
    private void announce(SchoolId school, Actor by, Instant now) {
        var notice = PermissionSettings.notice(settings, school);
        for (var permission : store.toAnnounce(school, now.plus(notice))) {
            if (permission.state() instanceof State.Granted(var grant)
                    && Duration.between(grant.from(), grant.until()).compareTo(notice) > 0) {
                permissions.keep(by, Move.NOTICED, permission.in(new State.Granted(grant.noticed(now))));
            }
        }
    }

    /** Closes what was due for review and stayed unlooked at for as long again. */
    private void closeStale(SchoolId school, Actor by, Instant now) {
        var lookedAtBefore =
                now.minus(PermissionSettings.review(settings, school).multipliedBy(2));
        for (var permission : store.unreviewedSince(school, lookedAtBefore)) {
            permission
                    .revoke(Decided.by(by, now, say("permissions.stale")))
                    .ifPresent(next -> permissions.keep(by, Move.REVOKED, next));
        }
    }
}
