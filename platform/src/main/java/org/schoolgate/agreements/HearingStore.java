package org.schoolgate.agreements;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.schoolgate.agreements.wording.Audience;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What came of hearing carers. Rows are added and never changed. */
@Repository
class HearingStore {
    private static final String ADD = """
            insert into agreement_hearing (school_id, hearing_id, child, audience, heard, agreed, words, heard_by, heard_at)
            values (:school, :id, :child, :audience, :heard, :agreed, :words, :by, :at)
            """;
    private static final String ABOUT = """
            select * from agreement_hearing where school_id = :school and child = any(:children) order by number
            """;

    private final JdbcClient jdbc;

    HearingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, Hearing hearing) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", hearing.id())
                .param("child", hearing.child().value())
                .param("audience", hearing.audience().name())
                .param("heard", hearing.heard().stream().map(PersonId::value).toArray(UUID[]::new))
                .param("agreed", hearing.agreed())
                .param("words", hearing.words())
                .param("by", hearing.by().value())
                .param("at", Timestamp.from(hearing.at()))
                .update();
    }

    /** Every hearing about any of these children, oldest first. */
    List<Hearing> about(SchoolId school, Collection<PersonId> children) {
        return jdbc.sql(ABOUT)
                .param("school", school.value())
                .param("children", children.stream().map(PersonId::value).toArray(UUID[]::new))
                .query((row, number) -> hearing(row))
                .list();
    }

    private static Hearing hearing(ResultSet row) throws SQLException {
        return new Hearing(
                row.getObject("hearing_id", UUID.class),
                new PersonId(row.getObject("child", UUID.class)),
                Audience.valueOf(row.getString("audience")),
                Arrays.stream((UUID[]) row.getArray("heard").getArray())
                        .map(PersonId::new)
                        .toList(),
                row.getBoolean("agreed"),
                row.getString("words"),
                new PersonId(row.getObject("heard_by", UUID.class)),
                row.getTimestamp("heard_at").toInstant());
    }
}
