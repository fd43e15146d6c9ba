package org.schoolgate.cases;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Things that were taken, in the database. Rows are added and never changed. */
@Repository
class ThingStore {
    private static final String ADD = """
            insert into case_thing
              (school_id, thing_id, case_id, what, taken_from, taken_by, witness, taken_at, place,
               written_by, written_by_name, written_at)
            values
              (:school, :thing, :id, :what, :from, :takenBy, :witness, :taken, :place, :by, :name, :at)
            """;
    private static final String ADD_MOVE = """
            insert into case_thing_move
              (school_id, thing_id, kind, moved_at, moved_to, signed, written_by, written_by_name, written_at)
            values (:school, :thing, :kind, :moved, :to, :signed, :by, :name, :at)
            """;
    private static final String OF_CASE =
            "select * from case_thing where school_id = :school and case_id = :id order by taken_at, thing_id";
    private static final String MOVES = """
            select m.* from case_thing_move m
            join case_thing t on t.school_id = m.school_id and t.thing_id = m.thing_id
            where t.school_id = :school and t.case_id = :id
            order by m.place
            """;

    private final JdbcClient jdbc;

    ThingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(SchoolId school, CaseId id, Thing thing) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("thing", thing.id().value())
                .param("id", id.value())
                .param("what", thing.what())
                .param("from", thing.takenFrom())
                .param("takenBy", thing.takenBy())
                .param("witness", thing.witness())
                .param("taken", Timestamp.from(thing.takenAt()))
                .param("place", thing.place())
                .param("by", thing.writtenBy().value())
                .param("name", thing.writtenByName())
                .param("at", Timestamp.from(thing.writtenAt()))
                .update();
    }

    void add(SchoolId school, ThingId thing, Thing.Move move) {
        jdbc.sql(ADD_MOVE)
                .param("school", school.value())
                .param("thing", thing.value())
                .param("kind", move.kind().name())
                .param("moved", Timestamp.from(move.at()))
                .param("to", move.to())
                .param("signed", move.signed())
                .param("by", move.writtenBy().value())
                .param("name", move.writtenByName())
                .param("at", Timestamp.from(move.writtenAt()))
                .update();
    }

    List<Thing> of(SchoolId school, CaseId id) {
        Map<ThingId, List<Thing.Move>> moves = new HashMap<>();
        jdbc.sql(MOVES).param("school", school.value()).param("id", id.value()).query(row -> {
            moves.computeIfAbsent(thing(row), _ -> new ArrayList<>()).add(move(row));
        });
        return jdbc.sql(OF_CASE)
                .param("school", school.value())
                .param("id", id.value())
                .query((row, _) -> new Thing(
                        thing(row),
                        row.getString("what"),
                        row.getString("taken_from"),
                        row.getString("taken_by"),
                        row.getString("witness"),
                        instant(row, "taken_at"),
                        row.getString("place"),
                        by(row),
                        row.getString("written_by_name"),
                        instant(row, "written_at"),
                        moves.getOrDefault(thing(row), List.of())))
                .list();
    }

    private static Thing.Move move(ResultSet row) throws SQLException {
        return new Thing.Move(
                Thing.Kind.valueOf(row.getString("kind")),
                instant(row, "moved_at"),
                row.getString("moved_to"),
                row.getString("signed"),
                by(row),
                row.getString("written_by_name"),
                instant(row, "written_at"));
    }

    private static ThingId thing(ResultSet row) throws SQLException {
        return new ThingId(row.getObject("thing_id", UUID.class));
    }

    private static PersonId by(ResultSet row) throws SQLException {
        return new PersonId(row.getObject("written_by", UUID.class));
    }
}
