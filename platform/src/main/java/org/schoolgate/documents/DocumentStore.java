package org.schoolgate.documents;

import static org.schoolgate.tenancy.Moments.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.documents.Evidence.Custody;
import org.schoolgate.documents.Evidence.Kind;
import org.schoolgate.documents.Evidence.Step;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Evidence in the database, bytes and all: what was acknowledged is there after any crash and in every backup. */
@Repository
class DocumentStore {
    private static final String ADD_FILE = """
            insert into document (school_id, digest, type, size, bytes, cover, kept_at)
            values (:school, :digest, :type, :size, :bytes, :cover, :at)
            on conflict (school_id, digest) do nothing
            """;
    private static final String IS_KEPT =
            "select destroyed_at is null from document where school_id = :school and digest = :digest";
    private static final String NEXT_NUMBER =
            "select coalesce(max(number), 0) + 1 from evidence where school_id = :school and subject = :subject";
    private static final String ADD = """
            insert into evidence
              (school_id, evidence_id, subject, number, kind, title, place, captured_at, kept_at, kept_by, kept_by_name,
               digest, confirmed)
            values
              (:school, :id, :subject, :number, :kind, :title, :place, :captured, :at, :by, :name, :digest, :confirmed)
            """;
    private static final String ADD_CUSTODY = """
            insert into evidence_custody (school_id, evidence_id, step, done_at, done_by, done_by_name, words)
            values (:school, :id, :step, :at, :by, :name, :words)
            """;
    private static final String OF_SUBJECT = """
            select e.*, d.type, d.size, d.destroyed_at, d.cover is not null as covered
            from evidence e left join document d on d.school_id = e.school_id and d.digest = e.digest
            where e.school_id = :school and e.subject = :subject
            order by e.number
            """;
    private static final String CUSTODY = """
            select c.* from evidence_custody c
            join evidence e on e.school_id = c.school_id and e.evidence_id = c.evidence_id
            where e.school_id = :school and e.subject = :subject
            order by c.place
            """;
    private static final String BYTES =
            "select type, bytes from document where school_id = :school and digest = :digest and bytes is not null";
    private static final String COVER =
            "select cover from document where school_id = :school and digest = :digest and cover is not null";
    private static final String DESTROY = """
            update document set bytes = null, cover = null, destroyed_at = :at
            where school_id = :school and digest = :digest and bytes is not null
            """;
    /** The same file may be evidence of something else, whose readers are told that it is gone and not why. */
    private static final String GONE_ELSEWHERE = """
            insert into evidence_custody (school_id, evidence_id, step, done_at, done_by, done_by_name, words)
            select school_id, evidence_id, 'DESTROYED', :at, :by, :name, '' from evidence
            where school_id = :school and digest = :digest and evidence_id <> :id
            """;

    private final JdbcClient jdbc;

    DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Through whose hands it went: a person's, or the program's own, which has the id of what it noticed. */
    record Hand(SchoolId school, UUID id, String name) {
        static Hand of(Actor.Somebody by) {
            return new Hand(by.school(), by.person().value(), by.name());
        }
    }

    /** Keeps bytes under their digest, once; false where they were destroyed before. */
    boolean add(SchoolId school, String digest, Contents file, byte @Nullable [] cover, Instant at) {
        jdbc.sql(ADD_FILE)
                .param("school", school.value())
                .param("digest", digest)
                .param("type", file.type().name())
                .param("size", file.bytes().length)
                .param("bytes", file.bytes())
                .param("cover", cover)
                .param("at", Timestamp.from(at))
                .update();
        return jdbc.sql(IS_KEPT)
                .param("school", school.value())
                .param("digest", digest)
                .query(Boolean.class)
                .single();
    }

    void add(Hand by, EvidenceId id, NewEvidence one, @Nullable String digest, Instant at) {
        var school = by.school().value();
        var number = jdbc.sql(NEXT_NUMBER)
                .param("school", school)
                .param("subject", one.subject())
                .query(Integer.class)
                .single();
        jdbc.sql(ADD)
                .param("school", school)
                .param("id", id.value())
                .param("subject", one.subject())
                .param("number", number)
                .param("kind", one.kind().name())
                .param("title", one.title())
                .param("place", one.place())
                .param("captured", Timestamp.from(one.capturedAt()))
                .param("at", Timestamp.from(at))
                .param("by", by.id())
                .param("name", by.name())
                .param("digest", digest)
                .param("confirmed", one.confirmed())
                .update();
    }

    void add(Hand by, EvidenceId id, Step step, Instant at, String words) {
        jdbc.sql(ADD_CUSTODY)
                .param("school", by.school().value())
                .param("id", id.value())
                .param("step", step.name())
                .param("at", Timestamp.from(at))
                .param("by", by.id())
                .param("name", by.name())
                .param("words", words)
                .update();
    }

    /** All that belongs to something, in the order in which it came. */
    List<Evidence> of(SchoolId school, String subject) {
        Map<EvidenceId, List<Custody>> custody = new HashMap<>();
        jdbc.sql(CUSTODY)
                .param("school", school.value())
                .param("subject", subject)
                .query(row -> {
                    custody.computeIfAbsent(id(row), _ -> new ArrayList<>()).add(custody(row));
                });
        return jdbc.sql(OF_SUBJECT)
                .param("school", school.value())
                .param("subject", subject)
                .query((row, _) -> evidence(row, custody.getOrDefault(id(row), List.of())))
                .list();
    }

    Optional<Contents> bytes(SchoolId school, String digest) {
        return jdbc.sql(BYTES)
                .param("school", school.value())
                .param("digest", digest)
                .query((row, _) -> new Contents(FileType.valueOf(row.getString("type")), row.getBytes("bytes")))
                .optional();
    }

    Optional<byte[]> cover(SchoolId school, String digest) {
        return jdbc.sql(COVER)
                .param("school", school.value())
                .param("digest", digest)
                .query((row, _) -> row.getBytes("cover"))
                .optional();
    }

    /** The bytes go, wherever they are evidence; false where they were gone. */
    boolean destroy(Actor.Somebody by, EvidenceId id, String digest, Instant at) {
        var gone = jdbc.sql(DESTROY)
                        .param("school", by.school().value())
                        .param("digest", digest)
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
        if (gone) {
            jdbc.sql(GONE_ELSEWHERE)
                    .param("school", by.school().value())
                    .param("digest", digest)
                    .param("id", id.value())
                    .param("at", Timestamp.from(at))
                    .param("by", by.person().value())
                    .param("name", by.name())
                    .update();
        }
        return gone;
    }

    private static EvidenceId id(ResultSet row) throws SQLException {
        return new EvidenceId(row.getObject("evidence_id", UUID.class));
    }

    private static Evidence evidence(ResultSet row, List<Custody> custody) throws SQLException {
        var digest = row.getString("digest");
        return new Evidence(
                id(row),
                row.getString("subject"),
                row.getInt("number"),
                Kind.valueOf(row.getString("kind")),
                row.getString("title"),
                row.getString("place"),
                instant(row, "captured_at"),
                instant(row, "kept_at"),
                new PersonId(row.getObject("kept_by", UUID.class)),
                row.getString("kept_by_name"),
                digest == null ? null : file(row, digest),
                custody);
    }

    private static Evidence.File file(ResultSet row, String digest) throws SQLException {
        var destroyed = row.getTimestamp("destroyed_at");
        return new Evidence.File(
                digest,
                FileType.valueOf(row.getString("type")),
                row.getInt("size"),
                row.getBoolean("covered"),
                destroyed == null ? null : destroyed.toInstant());
    }

    private static Custody custody(ResultSet row) throws SQLException {
        return new Custody(
                Step.valueOf(row.getString("step")),
                instant(row, "done_at"),
                new PersonId(row.getObject("done_by", UUID.class)),
                row.getString("done_by_name"),
                row.getString("words"));
    }
}
