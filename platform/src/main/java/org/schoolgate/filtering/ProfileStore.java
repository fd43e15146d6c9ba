package org.schoolgate.filtering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** A school's choices of categories, in the database. */
@Repository
class ProfileStore {
    private static final String ADD = """
            insert into category_choice
              (school_id, reader_group, category, treatment, chosen_by, chosen_by_name, chosen_at, reason)
            values (:school, :group, :category, :treatment, :by, :byName, :at, :reason)
            """;
    private static final String IN_FORCE = """
            select distinct on (reader_group, category) * from category_choice where school_id = :school
            order by reader_group, category, choice_id desc
            """;
    private static final String HISTORY = """
            select * from category_choice where school_id = :school and reader_group = :group
            order by choice_id desc limit :most
            """;

    private final JdbcClient jdbc;

    ProfileStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Actor by, ReaderGroup group, SiteCategory category, Treatment treatment, Instant at, String reason) {
        jdbc.sql(ADD)
                .param("school", by.school().value())
                .param("group", group.name())
                .param("category", category.name())
                .param("treatment", treatment.name())
                .param("by", by.personId().map(PersonId::value).orElse(null))
                .param("byName", by.name())
                .param("at", Timestamp.from(at))
                .param("reason", reason)
                .update();
    }

    List<CategoryChoice> inForce(SchoolId school) {
        return jdbc.sql(IN_FORCE)
                .param("school", school.value())
                .query((row, _) -> choice(row))
                .list();
    }

    List<CategoryChoice> history(SchoolId school, ReaderGroup group, int most) {
        return jdbc.sql(HISTORY)
                .param("school", school.value())
                .param("group", group.name())
                .param("most", most)
                .query((row, _) -> choice(row))
                .list();
    }

    private static CategoryChoice choice(ResultSet row) throws SQLException {
        return new CategoryChoice(
                ReaderGroup.valueOf(row.getString("reader_group")),
                SiteCategory.valueOf(row.getString("category")),
                Treatment.valueOf(row.getString("treatment")),
                row.getString("chosen_by_name"),
                row.getTimestamp("chosen_at").toInstant(),
                row.getString("reason"));
    }
}
