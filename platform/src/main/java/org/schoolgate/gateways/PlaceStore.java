package org.schoolgate.gateways;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Places in the database. */
@Repository
class PlaceStore {
    private static final String ADD = """
            insert into place (school_id, place_id, name, range, port, profile, shared, noted_at)
            values (:school, :id, :name, :range::cidr, :port, :profile, :shared, :at)
            on conflict (school_id, range, port) where removed_at is null do nothing
            """;
    private static final String ALL = """
            select * from place where school_id = :school and removed_at is null order by range, port nulls first, place_id
            """;
    private static final String FIND = """
            select * from place where school_id = :school and place_id = :id and removed_at is null for update
            """;
    private static final String REMOVE =
            "update place set removed_at = :at where school_id = :school and place_id = :id and removed_at is null";

    private final JdbcClient jdbc;

    PlaceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False if what tells it is a place already. */
    boolean add(SchoolId school, Place place, Instant at) {
        return jdbc.sql(ADD)
                        .param("school", school.value())
                        .param("id", place.id())
                        .param("name", place.name())
                        .param("range", place.range())
                        .param("port", place.port(), Types.INTEGER)
                        .param("profile", place.profile())
                        .param("shared", place.shared())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    List<Place> all(SchoolId school) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .query((row, _) -> place(row))
                .list();
    }

    Optional<Place> lock(SchoolId school, UUID id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> place(row))
                .optional();
    }

    void remove(SchoolId school, UUID id, Instant at) {
        jdbc.sql(REMOVE)
                .param("school", school.value())
                .param("id", id)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static Place place(ResultSet row) throws SQLException {
        return new Place(
                row.getObject("place_id", UUID.class),
                row.getString("name"),
                row.getString("range"),
                row.getObject("port", Integer.class),
                row.getString("profile"),
                row.getBoolean("shared"));
    }
}
