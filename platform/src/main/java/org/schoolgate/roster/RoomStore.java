package org.schoolgate.roster;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rooms of a school in the database. */
@Repository
class RoomStore {
    private static final String ALL = """
            select r.room_id, r.name,
              array(
                select c.name from school_class c
                where c.school_id = r.school_id and c.room_id = r.room_id and (c.closed_on is null or c.closed_on > :day)
                order by c.name) as classes
            from room r where r.school_id = :school
            order by regexp_replace(lower(r.name), '[0-9]+', '', 'g'), length(r.name), lower(r.name)
            """;
    private static final String NAME = "select name from room where school_id = :school and room_id = :id";
    private static final String ADD = """
            insert into room (school_id, room_id, name) values (:school, :id, :name)
            on conflict (school_id, lower(name)) do nothing
            """;
    private static final String RENAME = """
            update room set name = :name where school_id = :school and room_id = :id
              and not exists (
                select 1 from room o where o.school_id = :school and o.room_id <> :id and lower(o.name) = lower(:name))
            """;

    private final JdbcClient jdbc;

    RoomStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Classes.Room> all(SchoolId school, LocalDate day) {
        return jdbc.sql(ALL)
                .param("school", school.value())
                .param("day", day)
                .query((row, _) -> new Classes.Room(
                        new RoomId(row.getObject("room_id", UUID.class)),
                        row.getString("name"),
                        Arrays.asList((String[]) row.getArray("classes").getArray())))
                .list();
    }

    Optional<String> name(SchoolId school, RoomId id) {
        return jdbc.sql(NAME)
                .param("school", school.value())
                .param("id", id.value())
                .query(String.class)
                .optional();
    }

    boolean add(SchoolId school, RoomId id, String name) {
        return jdbc.sql(ADD)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("name", name)
                        .update()
                > 0;
    }

    boolean rename(SchoolId school, RoomId id, String name) {
        return jdbc.sql(RENAME)
                        .param("school", school.value())
                        .param("id", id.value())
                        .param("name", name)
                        .update()
                > 0;
    }
}
