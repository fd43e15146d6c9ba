package org.schoolgate.roster;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.Role;
import org.schoolgate.kernel.SchoolId;

/** Who told long work to begin, as its row keeps them: in their name it goes on after a restart. */
public final class Told {
    private Told() {}

    /** The roles as the column {@code told_by_roles} holds them. */
    public static String roles(Actor actor) {
        return actor.roles().stream().map(Role::name).sorted().collect(Collectors.joining(" "));
    }

    /** Whoever told it; null before anybody has. */
    public static @Nullable Actor by(ResultSet row, SchoolId school) throws SQLException {
        var name = row.getString("told_by_name");
        var person = row.getObject("told_by", UUID.class);
        if (name == null) {
            return null;
        }
        return person == null
                ? new Actor.Schoolgate(school, name)
                : new Actor.Somebody(school, new PersonId(person), name, roles(row.getString("told_by_roles")), null);
    }

    /** The instant in a column that may be empty. */
    public static @Nullable Instant at(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Set<Role> roles(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(role -> !role.isEmpty())
                .map(Role::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
