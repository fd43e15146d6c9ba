package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Searches of pupils' devices, in the database. Rows are added and never changed. */
@Repository
class DeviceSearchStore {
    private static final String ADD = """
            insert into case_search
              (school_id, search_id, case_id, pupil_id, pupil_name, device, ground, reason, sought, searched_at,
               authorised_by, authorised_by_name, searched_by, witness, of_the_person, result, found, deleted,
               parents, parents_note, returned, whereabouts, written_by, written_by_name, written_at)
            values
              (:school, :search, :id, :pupil, :pupilName, :device, :ground, :reason, :sought, :searched,
               :authorisedBy, :authorisedByName, :searchedBy, :witness, :ofThePerson, :result, :found, :deleted,
               :parents, :parentsNote, :returned, :whereabouts, :by, :name, :at)
            """;
    private static final String OF_CASE = """
            select * from case_search where school_id = :school and case_id = :id order by searched_at, search_id
            """;
    private static final String FIND = "select * from case_search where school_id = :school and search_id = :search";

    private final JdbcClient jdbc;

    DeviceSearchStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, DeviceSearch search) {
        var said = search.said();
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("search", search.id().value())
                .param("id", search.of().value())
                .param("pupil", search.pupil().value())
                .param("pupilName", search.pupilName())
                .param("device", said.device())
                .param("ground", said.ground().name())
                .param("reason", said.reason())
                .param("sought", said.sought())
                .param("searched", Timestamp.from(said.at()))
                .param("authorisedBy", search.authorisedBy().value())
                .param("authorisedByName", search.authorisedByName())
                .param("searchedBy", said.searchedBy())
                .param("witness", said.witness())
                .param("ofThePerson", said.ofThePerson())
                .param("result", said.result().name())
                .param("found", said.found())
                .param("deleted", said.deleted())
                .param("parents", said.parents().name())
                .param("parentsNote", said.parentsNote())
                .param("returned", said.returned())
                .param("whereabouts", said.whereabouts())
                .param("by", search.writtenBy().value())
                .param("name", search.writtenByName())
                .param("at", Timestamp.from(search.writtenAt()))
                .update();
    }

    List<DeviceSearch> of(SchoolId school, CaseId id) {
        return jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> search(row))
                .list();
    }

    Optional<DeviceSearch> find(SchoolId school, DeviceSearchId id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("search", id.value())
                .query((row, _) -> search(row))
                .optional();
    }

    private static DeviceSearch search(ResultSet row) throws SQLException {
        return new DeviceSearch(
                new DeviceSearchId(row.getObject("search_id", UUID.class)),
                new CaseId(row.getObject("case_id", UUID.class)),
                person(row, "pupil_id"),
                row.getString("pupil_name"),
                new DeviceSearch.Said(
                        row.getString("device"),
                        DeviceSearch.Ground.valueOf(row.getString("ground")),
                        row.getString("reason"),
                        row.getString("sought"),
                        instant(row, "searched_at"),
                        row.getString("searched_by"),
                        row.getString("witness"),
                        row.getString("of_the_person"),
                        DeviceSearch.Result.valueOf(row.getString("result")),
                        row.getString("found"),
                        row.getString("deleted"),
                        DeviceSearch.Parents.valueOf(row.getString("parents")),
                        row.getString("parents_note"),
                        row.getBoolean("returned"),
                        row.getString("whereabouts")),
                person(row, "authorised_by"),
                row.getString("authorised_by_name"),
                person(row, "written_by"),
                row.getString("written_by_name"),
                instant(row, "written_at"));
    }

    private static PersonId person(ResultSet row, String column) throws SQLException {
        return new PersonId(row.getObject(column, UUID.class));
    }
}
