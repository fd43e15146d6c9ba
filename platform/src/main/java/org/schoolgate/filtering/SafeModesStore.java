package org.schoolgate.filtering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.schoolgate.gateway.feed.SafeModes;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A school's choices of safe modes, in the database. */
@Repository
class SafeModesStore {
    private static final String ADD = """
            insert into safe_modes_choice
              (school_id, reader_group, safe_search, youtube, chosen_by, chosen_by_name, chosen_at, reason)
            values (:school, :group, :safeSearch, :youtube, :by, :byName, :at, :reason)
            """;
    private static final String IN_FORCE = """
            select distinct on (reader_group) * from safe_modes_choice where school_id = :school
            order by reader_group, choice_id desc
            """;
    private static final String HISTORY = """
            select * from safe_modes_choice where school_id = :school and reader_group = :group
            order by choice_id desc limit :most
            """;

    private final JdbcClient jdbc;

    SafeModesStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Actor by, ReaderGroup group, SafeModes modes, Instant at, String reason) {
        jdbc.sql(ADD)
                .param("school", by.school().value())
                .param("group", group.name())
                .param("safeSearch", modes.safeSearch())
                .param("youtube", modes.youTube().name())
                .param("by", by.personId().map(PersonId::value).orElse(null))
                .param("byName", by.name())
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .update();
    }

    List<SafeModesChoice> inForce(SchoolId school) {
        return jdbc.sql(IN_FORCE)
                .param("school", school.value())
                .query((row, _) -> choice(row))
                .list();
    }

    List<SafeModesChoice> history(SchoolId school, ReaderGroup group, int most) {
        return jdbc.sql(HISTORY)
                .param("school", school.value())
                .param("group", group.name())
                .param("most", most)
                .query((row, _) -> choice(row))
                .list();
    }

    private static SafeModesChoice choice(ResultSet row) throws SQLException {
        return new SafeModesChoice(
                ReaderGroup.valueOf(row.getString("reader_group")),
                new SafeModes(row.getBoolean("safe_search"), SafeModes.YouTube.valueOf(row.getString("youtube"))),
                row.getString("chosen_by_name"),
                row.getTimestamp("chosen_at").toInstant(),
                row.getString("reason"));
    }
}
