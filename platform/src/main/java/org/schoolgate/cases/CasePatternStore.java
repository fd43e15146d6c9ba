package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.cases.CasePatterns.Counted;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Cases in the database as far as they are counted. */
@Repository
class CasePatternStore {
    /** When and where it happened is what the first entry of the case has. */
    private static final String ALL = """
            select f.case_id, coalesce(f.title, f.kind) as kind, f.circle, f.opened_at, e.said ->> 'at' as at, e.said ->> 'place' as place
            from case_file f
            left join case_entry e on e.school_id = f.school_id and e.case_id = f.case_id and e.walk = 1 and e.entry = 1
            where f.school_id = :school and f.opened_at >= :from
            """;

    private static final String PUPILS = """
            select case_id, person_id from case_person
            where school_id = :school and case_id = any(:ids) and kind = 'PUPIL'
            """;

    private final JdbcClient jdbc;

    CasePatternStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Counted> all(SchoolId school, Instant from) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .param("from", Timestamp.from(from))
                .query((row, _) -> counted(row))
                .list();
    }

    /** Those that a viewer reads. */
    List<Counted> read(SchoolId school, Share share, Instant from) {
        return jdbc.sql(ALL + CaseQueueStore.AMONG)
                .param("school", school.value())
                .param("from", Timestamp.from(from))
                .param("person", share.viewer().person().value())
                .param("circles", share.circles().stream().map(Circle::name).toArray(String[]::new))
                .param("besides", share.besides().stream().map(CaseId::value).toArray(UUID[]::new))
                .query((row, _) -> counted(row))
                .list();
    }

    private static Counted counted(ResultSet row) throws SQLException {
        return new Counted(
                CaseStore.id(row),
                row.getString("kind"),
                Circle.valueOf(row.getString("circle")),
                instant(row, "opened_at"),
                row.getString("at"),
                row.getString("place"));
    }

    /** The pupils on each of these cases. */
    Map<CaseId, List<PersonId>> pupils(SchoolId school, Collection<CaseId> ids) {
        var pupils = new HashMap<CaseId, List<PersonId>>();
        jdbc.sql(PUPILS)
                .param("school", school.value())
                .param("ids", ids.stream().map(CaseId::value).toArray(UUID[]::new))
                .query(row -> {
                    pupils.computeIfAbsent(CaseStore.id(row), _ -> new ArrayList<>())
                            .add(new PersonId(row.getObject("person_id", UUID.class)));
                });
        return pupils;
    }
}
