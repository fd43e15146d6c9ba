package org.schoolgate.permissions;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.Affected;
import org.schoolgate.kernel.Audited;
import org.schoolgate.kernel.ChangesPolicy;

/** A permission went from one state to another, or was looked at. */
public sealed interface PermissionMoved extends Audited {
    /** What happened to it. */
    enum Move {
        ASKED,
        WITHDRAWN,
        LAPSED,
        REFUSED,
        GRANTED,
        REVOKED,
        ENDED,
        REVIEWED,
        /** Its coming end was announced. */
        NOTICED,
        /** The provider's number was written beside ours. */
        TICKETED
    }

    Move move();

    Permission permission();

    @Override
    default String kind() {
        return "permission." + move().name().toLowerCase(Locale.ROOT);
    }

    @Override
    default String subject() {
        return "permission:" + permission().id();
    }

    @Override
    default Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("permission", permission().kind());
        facts.put("number", permission().reference());
        facts.put("things", String.join(" ", permission().request().things()));
        facts.put("for", String.join(" ", permission().request().forWhom().refs()));
        facts.putAll(
                switch (permission().state()) {
                    case Permission.State.Refused(var decided) -> Map.of("reason", decided.reason());
                    case Permission.State.Granted(var grant) -> facts(grant);
                    case Permission.State.Ended ended -> facts(ended.grant());
                    case Permission.State.Revoked revoked ->
                        Map.of("reason", revoked.decided().reason());
                    case Permission.State.Waiting _ ->
                        Map.of("reason", permission().request().reason());
                    case Permission.State.Withdrawn _, Permission.State.Lapsed _ -> Map.<String, String>of();
                });
        return facts;
    }

    private static Map<String, String> facts(Grant grant) {
        return Map.of(
                "given", String.join(" ", grant.things()),
                "until", grant.until().toString(),
                "reason", grant.decided().reason(),
                "ticket", grant.ticket() == null ? "" : grant.ticket().number(),
                "answer", grant.ticket() == null ? "" : grant.ticket().answer());
    }

    /** A move after which nobody reaches more or less than before. */
    record OnRecord(Actor by, Move move, Permission permission) implements PermissionMoved {}

    /** A move after which somebody does, so that the gateways must hear of it. */
    record InForce(Actor by, Move move, Permission permission) implements PermissionMoved, ChangesPolicy {
        @Override
        public Affected affected() {
            return Affected.person(permission.request().by());
        }
    }

    static PermissionMoved of(Actor by, Move move, Permission permission, boolean changesPolicy) {
        boolean bites = changesPolicy
                && switch (move) {
                    case GRANTED, REVOKED, ENDED -> true;
                    case ASKED, WITHDRAWN, LAPSED, REFUSED, REVIEWED, NOTICED, TICKETED -> false;
                };
        return bites ? new InForce(by, move, permission) : new OnRecord(by, move, permission);
    }
}
