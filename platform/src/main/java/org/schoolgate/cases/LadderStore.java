package org.schoolgate.cases;

import java.sql.Timestamp;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.cases.Ladder.Line;
import org.schoolgate.cases.procedure.Rung;
import org.schoolgate.cases.procedure.Taken;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every version of a school's ladders, in the database. */
@Repository
class LadderStore {
    private static final String NEWEST = """
            select * from sanction_ladder where school_id = :school and audience = :audience order by version desc limit 1
            """;
    private static final String LINES = """
            select * from sanction_ladder_line
            where school_id = :school and audience = :audience and version = :version order by position
            """;
    private static final String ADD = """
            insert into sanction_ladder (school_id, audience, version, changed_by, changed_by_name, changed_at)
            values (:school, :audience, :version, :by, :byName, :at)
            on conflict do nothing
            """;
    private static final String ADD_LINE = """
            insert into sanction_ladder_line (school_id, audience, version, position, rung, title, words, takes)
            values (:school, :audience, :version, :position, :rung, :title, :words, :takes)
            """;

    private final JdbcClient jdbc;

    LadderStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The version in force; empty where the school has written none. */
    Optional<Ladder> find(SchoolId school, LadderAudience audience) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .param("audience", audience.name())
                .query((row, _) -> new Ladder(
                        audience,
                        row.getInt("version"),
                        jdbc.sql(LINES)
                                .param("school", school.value())
                                .param("audience", audience.name())
                                .param("version", row.getInt("version"))
                                .query((line, _) -> new Line(
                                        Rung.valueOf(line.getString("rung")),
                                        line.getString("title"),
                                        line.getString("words"),
                                        taken(line.getString("takes"))))
                                .list(),
                        new Ladder.Changed(
                                row.getString("changed_by_name"),
                                row.getTimestamp("changed_at").toInstant())))
                .optional();
    }

    /** Keeps one more version; false where somebody else was faster. */
    boolean add(SchoolId school, Ladder ladder, PersonId by, Ladder.Changed changed) {
        var added = jdbc.sql(ADD)
                        .param("school", school.value())
                        .param("audience", ladder.audience().name())
                        .param("version", ladder.version())
                        .param("by", by.value())
                        .param("byName", changed.byName())
                        .param("at", Timestamp.from(changed.at()))
                        .update()
                == 1;
        if (added) {
            for (int position = 0; position < ladder.lines().size(); position++) {
                var line = ladder.lines().get(position);
                jdbc.sql(ADD_LINE)
                        .param("school", school.value())
                        .param("audience", ladder.audience().name())
                        .param("version", ladder.version())
                        .param("position", position)
                        .param("rung", line.rung().name())
                        .param("title", line.title())
                        .param("words", line.words())
                        .param(
                                "takes",
                                line.takes() == null ? null : line.takes().name())
                        .update();
            }
        }
        return added;
    }

    private static @Nullable Taken taken(@Nullable String name) {
        return name == null ? null : Taken.valueOf(name);
    }
}
