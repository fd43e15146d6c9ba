package org.schoolgate.filtering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.gateway.feed.Https;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A school's choices of what is looked into, in the database. */
@Repository
class HttpsStore {
    private static final String ADD = """
            insert into https_choice
              (school_id, reader_group, usual, by_category, chosen_by, chosen_by_name, chosen_at, reason)
            values (:school, :group, :usual, :byCategory::jsonb, :by, :byName, :at, :reason)
            """;
    private static final String IN_FORCE = """
            select distinct on (reader_group) * from https_choice where school_id = :school
            order by reader_group, choice_id desc
            """;
    private static final String HISTORY = """
            select * from https_choice where school_id = :school and reader_group = :group
            order by choice_id desc limit :most
            """;
    private static final String ADD_UNTOUCHED = """
            insert into untouched_choice (school_id, hosts, chosen_by, chosen_by_name, chosen_at, reason)
            values (:school, :hosts, :by, :byName, :at, :reason)
            """;
    private static final String UNTOUCHED = """
            select * from untouched_choice where school_id = :school order by choice_id desc limit :most
            """;
    private static final TypeReference<Map<SiteCategory, Https.Mode>> BY_CATEGORY = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    HttpsStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void add(Actor by, ReaderGroup group, HttpsModes modes, Instant at, String reason) {
        jdbc.sql(ADD)
                .param("school", by.school().value())
                .param("group", group.name())
                .param("usual", modes.usual().name())
                .param("byCategory", json.writeValueAsString(modes.byCategory()))
                .param("by", by.personId().map(PersonId::value).orElse(null))
                .param("byName", by.name())
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .update();
    }

    /** What was chosen for each group; a group for which nothing was is not in it. */
    Map<ReaderGroup, HttpsModes> inForce(SchoolId school) {
        var modes = new EnumMap<ReaderGroup, HttpsModes>(ReaderGroup.class);
        jdbc.sql(IN_FORCE)
                .param("school", school.value())
                .query((row, _) -> choice(row))
                .list()
                .forEach(choice -> modes.put(choice.group(), choice.modes()));
        return modes;
    }

    List<HttpsChoice> history(SchoolId school, ReaderGroup group, int most) {
        return jdbc.sql(HISTORY)
                .param("school", school.value())
                .param("group", group.name())
                .param("most", most)
                .query((row, _) -> choice(row))
                .list();
    }

    void addUntouched(Actor by, List<String> hosts, Instant at, String reason) {
        jdbc.sql(ADD_UNTOUCHED)
                .param("school", by.school().value())
                .param("hosts", hosts.toArray(String[]::new))
                .param("by", by.personId().map(PersonId::value).orElse(null))
                .param("byName", by.name())
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .update();
    }

    /** The newest first; that one is in force. */
    List<UntouchedChoice> untouched(SchoolId school, int most) {
        return jdbc.sql(UNTOUCHED)
                .param("school", school.value())
                .param("most", most)
                .query((row, _) -> new UntouchedChoice(
                        List.of((String[]) row.getArray("hosts").getArray()),
                        row.getString("chosen_by_name"),
                        row.getTimestamp("chosen_at").toInstant(),
                        row.getString("reason")))
                .list();
    }

    private HttpsChoice choice(ResultSet row) throws SQLException {
        return new HttpsChoice(
                ReaderGroup.valueOf(row.getString("reader_group")),
                new HttpsModes(
                        Https.Mode.valueOf(row.getString("usual")),
                        json.readValue(row.getString("by_category"), BY_CATEGORY)),
                row.getString("chosen_by_name"),
                row.getTimestamp("chosen_at").toInstant(),
                row.getString("reason"));
    }
}
