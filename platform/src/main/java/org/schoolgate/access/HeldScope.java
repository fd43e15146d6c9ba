package org.schoolgate.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.access.Scope.Pastime;

/** The word of a scope in the database, and how each is written there. */
enum HeldScope {
    EVERYTHING,
    SITES,
    SORT,
    DEVICES,
    GROUP;

    static HeldScope of(Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> EVERYTHING;
            case Scope.Sites _ -> SITES;
            case Scope.Sort _ -> SORT;
            case Scope.Devices _ -> DEVICES;
            case Scope.Group _ -> GROUP;
        };
    }

    static @Nullable String nameOf(Scope scope) {
        return switch (scope) {
            case Scope.Everything _ -> null;
            case Scope.Sites sites -> sites.name();
            case Scope.Sort sort -> sort.pastime().name();
            case Scope.Devices devices -> devices.name();
            case Scope.Group group -> group.name();
        };
    }

    static String @Nullable [] hostsOf(Scope scope) {
        return scope instanceof Scope.Sites sites
                ? sites.hosts().stream().sorted().toArray(String[]::new)
                : null;
    }

    Scope scope(ResultSet row) throws SQLException {
        var name = row.getString("scope_name");
        return switch (this) {
            case EVERYTHING -> new Scope.Everything();
            case SITES ->
                new Scope.Sites(name, Set.of((String[]) row.getArray("hosts").getArray()));
            case SORT -> new Scope.Sort(Pastime.valueOf(name));
            case DEVICES -> new Scope.Devices(name);
            case GROUP -> new Scope.Group(name);
        };
    }
}
