package org.schoolgate.activity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.schoolgate.permissions.Permission;
import org.schoolgate.permissions.PermissionUse;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How often a site that was opened for a while was reached because of that, by nobody in particular. */
@Component
class SitesUsed implements PermissionUse {
    private static final String USED = """
            select count(*) as times, max(at) as last from seen_event
            where school_id = :school and at >= :from and at < :until and answer = 'allow' and rule = :rule
              and reverse(host) like reverse(:host) || '%'
            """;

    private final JdbcClient jdbc;

    SitesUsed(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Used> of(Permission permission) {
        return permission
                .grant()
                .map(grant -> grant.things().stream()
                        .map(site -> used(permission, site, grant.from(), grant.until()))
                        .reduce(new Used(0, Optional.empty()), SitesUsed::both));
    }

    private Used used(Permission permission, String site, Instant from, Instant until) {
        return jdbc.sql(USED)
                .param("school", permission.school().value())
                .param("from", Timestamp.from(from))
                .param("until", Timestamp.from(until))
                .param("rule", "rule " + permission.reference() + ": " + site)
                .param("host", site.split("/", 2)[0])
                .query((row, _) -> new Used(
                        row.getLong("times"),
                        Optional.ofNullable(row.getTimestamp("last")).map(Timestamp::toInstant)))
                .single();
    }

    private static Used both(Used one, Used other) {
        var last = one.last()
                .filter(at -> other.last().filter(at::isBefore).isEmpty())
                .or(other::last);
        return new Used(one.times() + other.times(), last);
    }
}
