package org.schoolgate.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.schoolgate.cases.procedure.Definition;
import org.schoolgate.cases.procedure.Problem;
import org.schoolgate.cases.procedure.Procedure;
import org.schoolgate.cases.procedure.Procedures;
import org.schoolgate.cases.procedure.Reading;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The definitions by which a school goes: every text by its digest, and which is in force. */
@Repository
class ProcedureStore {
    private static final String KEEP = """
            insert into procedure_version (school_id, digest, procedure, version, definition, kept_at)
            values (:school, :digest, :procedure, :version, :definition, :at) on conflict do nothing
            """;
    private static final String TEXT =
            "select definition from procedure_version where school_id = :school and digest = :digest";
    private static final String ADOPT = """
            insert into procedure_adoption
              (school_id, procedure, digest, brought, in_force_from, why,
               written_by, written_by_name, approved_by, approved_by_name, approved_at)
            values
              (:school, :procedure, :digest, :brought, :from, :why,
               :writtenBy, :writtenByName, :approvedBy, :approvedByName, :at)
            """;
    private static final String HISTORY = """
            select * from procedure_adoption where school_id = :school and procedure = :procedure order by place desc
            """;
    private static final String IN_FORCE = """
            select distinct on (a.procedure) a.procedure, a.digest, v.version, v.definition
            from procedure_adoption a
            left join procedure_version v on v.school_id = a.school_id and v.digest = a.digest
            where a.school_id = :school and a.in_force_from <= :now
            order by a.procedure, a.place desc
            """;

    private static final String NEWEST = """
            select distinct on (procedure) * from procedure_adoption
            where school_id = :school and in_force_from <= :now
            order by procedure, place desc
            """;
    private static final String OFFER = """
            insert into procedure_offer (school_id, procedure, offered, why, said_by, said_by_name, said_at)
            values (:school, :procedure, :offered, :why, :by, :name, :at)
            """;
    private static final String RETIRED = """
            select * from (
              select distinct on (procedure) * from procedure_offer where school_id = :school order by procedure, place desc
            ) newest
            where not offered
            """;
    private static final String LAST = """
            select coalesce(max(version), 0) from procedure_version where school_id = :school and procedure = :procedure
            """;

    /** Texts that were read lately, by digest: a text is never another. */
    private static final int MOST_READ = 500;

    private final JdbcClient jdbc;
    private final Map<String, Procedure> read = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Procedure> eldest) {
            return size() > MOST_READ;
        }
    });

    ProcedureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a text for as long as there is the school. */
    void keep(SchoolId school, Definition definition, Instant at) {
        jdbc.sql(KEEP)
                .param("school", school.value())
                .param("digest", definition.digest())
                .param("procedure", definition.procedure().id())
                .param("version", definition.procedure().version())
                .param("definition", definition.text())
                .param("at", Timestamp.from(at))
                .update();
    }

    Optional<String> text(SchoolId school, String digest) {
        return jdbc.sql(TEXT)
                .param("school", school.value())
                .param("digest", digest)
                .query(String.class)
                .optional();
    }

    void adopt(SchoolId school, Adoption adoption) {
        jdbc.sql(ADOPT)
                .param("school", school.value())
                .param("procedure", adoption.procedure())
                .param("digest", adoption.digest())
                .param("brought", adoption.brought())
                .param("from", Timestamp.from(adoption.inForceFrom()))
                .param("why", adoption.why())
                .param("writtenBy", adoption.writtenBy().value())
                .param("writtenByName", adoption.writtenByName())
                .param("approvedBy", adoption.approvedBy().value())
                .param("approvedByName", adoption.approvedByName())
                .param("at", Timestamp.from(adoption.approvedAt()))
                .update();
    }

    /** All that was decided about a kind, the newest first. */
    List<Adoption> history(SchoolId school, String procedure) {
        return jdbc.sql(HISTORY)
                .param("school", school.value())
                .param("procedure", procedure)
                .query((row, _) -> adoption(row))
                .list();
    }

    /** The decision that is in force at a moment, of each kind that has one. */
    Map<String, Adoption> newest(SchoolId school, Instant now) {
        return jdbc
                .sql(NEWEST)
                .param("school", school.value())
                .param("now", Timestamp.from(now))
                .query((row, _) -> adoption(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Adoption::procedure, adoption -> adoption));
    }

    /** Says whether new cases are opened of a kind. */
    void offer(Actor.Somebody by, String procedure, boolean offered, String why, Instant at) {
        jdbc.sql(OFFER)
                .param("school", by.school().value())
                .param("procedure", procedure)
                .param("offered", offered)
                .param("why", why)
                .param("by", by.person().value())
                .param("name", by.name())
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Of which kinds no new cases are opened. */
    Map<String, Retired> retired(SchoolId school) {
        var retired = new HashMap<String, Retired>();
        jdbc.sql(RETIRED).param("school", school.value()).query(row -> {
            retired.put(
                    row.getString("procedure"),
                    new Retired(
                            row.getString("said_by_name"),
                            row.getTimestamp("said_at").toInstant(),
                            row.getString("why")));
        });
        return retired;
    }

    /** A text of the school's own that this program cannot read any more, and why. */
    record Unread(String text, List<String> why) {}

    /** Those that would hold at a moment if they could be read. */
    Map<String, Unread> unread(SchoolId school, Instant now) {
        var unread = new HashMap<String, Unread>();
        jdbc.sql(IN_FORCE)
                .param("school", school.value())
                .param("now", Timestamp.from(now))
                .query(row -> {
                    if (row.getString("digest") != null) {
                        try {
                            procedure(row);
                        } catch (NoLongerReads why) {
                            unread.put(
                                    row.getString("procedure"),
                                    new Unread(
                                            row.getString("definition"),
                                            why.why().sentences()));
                        }
                    }
                });
        return unread;
    }

    /** The highest number under which a text of that kind was ever followed. */
    int last(SchoolId school, Procedure procedure) {
        var last = jdbc.sql(LAST)
                .param("school", school.value())
                .param("procedure", procedure.id())
                .query(Integer.class)
                .single();
        return Math.max(last, procedure.version());
    }

    /**
     * What holds for new cases at a moment: what the program brings, and the school's own in its place. One of the school's
     * that cannot be read any more gives way, so that a case can always be opened.
     */
    Procedures inForce(SchoolId school, Instant now) {
        var own = new ArrayList<Definition>();
        jdbc.sql(IN_FORCE)
                .param("school", school.value())
                .param("now", Timestamp.from(now))
                .query(row -> {
                    if (row.getString("digest") != null) {
                        own(row).ifPresent(own::add);
                    }
                });
        return Procedures.ours().with(own);
    }

    private Optional<Definition> own(ResultSet row) throws SQLException {
        try {
            return Optional.of(new Definition(procedure(row), row.getString("definition")));
        } catch (NoLongerReads unread) {
            return Optional.empty();
        }
    }

    /** The procedure of a walk: the text that was kept with it, or what the program brings where none was. */
    Procedure procedure(ResultSet row) throws SQLException {
        var id = row.getString("procedure");
        var version = row.getInt("version");
        var digest = row.getString("digest");
        return digest == null
                ? Procedures.ours()
                        .find(id)
                        .orElseThrow(() -> unread(id, version, "The program has none of that name."))
                : procedure(id, version, digest, row.getString("definition"));
    }

    private Procedure procedure(String id, int version, String digest, String text) {
        var known = read.get(digest);
        if (known != null) {
            return known;
        }
        if (!Definition.digest(text).equals(digest)) {
            throw unread(id, version, "It is not the text that was kept.");
        }
        return switch (Procedures.ours().read(text)) {
            case Reading.Sound(var procedure) -> {
                read.put(digest, procedure);
                yield procedure;
            }
            case Reading.Faulty(var problems) -> throw new NoLongerReads(id, version, problems);
        };
    }

    private static NoLongerReads unread(String id, int version, String sentence) {
        return new NoLongerReads(id, version, List.of(new Problem(null, sentence)));
    }

    private static Adoption adoption(ResultSet row) throws SQLException {
        return new Adoption(
                row.getString("procedure"),
                row.getString("digest"),
                row.getString("brought"),
                row.getTimestamp("in_force_from").toInstant(),
                row.getString("why"),
                new PersonId(row.getObject("written_by", UUID.class)),
                row.getString("written_by_name"),
                new PersonId(row.getObject("approved_by", UUID.class)),
                row.getString("approved_by_name"),
                row.getTimestamp("approved_at").toInstant());
    }
}
