package org.schoolgate.filtering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.filtering.FilterTest.AtGateway;
import org.schoolgate.filtering.FilterTest.Line;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the filter found when it tested itself, in the database. Rows are only ever added. */
@Repository
class FilterTestStore {
    private static final String ADD = """
            insert into filter_test
              (school_id, test_id, run_at, run_by, run_by_name, policy, lists, finding, lines, gateways)
            values (:school, :id, :at, :by, :byName, :policy, :lists, :finding, :lines::jsonb, :gateways::jsonb)
            """;
    private static final String NEWEST = """
            select * from filter_test where school_id = :school order by run_at desc limit :most
            """;
    private static final String ONE = "select * from filter_test where school_id = :school and test_id = :id";

    private static final TypeReference<List<Line>> LINES = new TypeReference<>() {};
    private static final TypeReference<List<AtGateway>> GATEWAYS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    FilterTestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Actor by, FilterTest test) {
        jdbc.sql(ADD)
                .param("school", by.school().value())
                .param("id", test.id())
                .param("at", Timestamp.from(test.at()))
                .param("by", by.personId().map(PersonId::value).orElse(null))
                .param("byName", test.byName())
                .param("policy", test.policy())
                .param("lists", test.lists())
                .param("finding", test.finding().name())
                .param("lines", json.writeValueAsString(test.lines()))
                .param("gateways", json.writeValueAsString(test.gateways()))
                .update();
    }

    List<FilterTest> newest(SchoolId school, int most) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .param("most", most)
                .query((row, _) -> test(row))
                .list();
    }

    Optional<FilterTest> find(SchoolId school, UUID id) {
        return jdbc.sql(ONE)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> test(row))
                .optional();
    }

    private FilterTest test(ResultSet row) throws SQLException {
        return new FilterTest(
                row.getObject("test_id", UUID.class),
                row.getTimestamp("run_at").toInstant(),
                row.getString("run_by_name"),
                row.getLong("policy"),
                row.getString("lists"),
                json.readValue(row.getString("lines"), LINES),
                json.readValue(row.getString("gateways"), GATEWAYS));
    }
}
