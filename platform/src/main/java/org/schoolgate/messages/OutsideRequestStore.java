package org.schoolgate.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.messages.OutsideRequest.Kind;
import org.schoolgate.messages.OutsideRequest.Word;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Requests to people outside as rows that are only added. */
@Repository
class OutsideRequestStore {
    private static final String ADD = """
            insert into outside_request (school_id, request_id, subject, path, agency, what, sent_at, sent_by,
              sent_by_name, reference, awaited_until, written_at)
            values (:school, :id, :subject, :path, :agency, :what, :sent, :by, :name, :reference, :until, :at)
            """;
    private static final String SAY = """
            insert into outside_word (school_id, request_id, said_at, said_by_name, kind, words)
            values (:school, :id, :at, :by, :kind, :words)
            """;
    private static final String ABOUT =
            "select * from outside_request where school_id = :school and subject = :subject order by sent_at, written_at";
    private static final String FIND = "select * from outside_request where school_id = :school and request_id = :id";
    private static final String AWAITED = """
            select * from outside_request r
            where school_id = :school and awaited_until is not null
              and not exists (
                select 1 from outside_word w
                where w.school_id = r.school_id and w.request_id = r.request_id and w.kind in ('ANSWERED', 'NOT_AWAITED'))
            order by awaited_until
            """;
    private static final String WORDS =
            "select * from outside_word where school_id = :school and request_id = :id order by word";

    private final JdbcClient jdbc;

    OutsideRequestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(OutsideRequest request, Instant at) {
        jdbc.sql(ADD)
                .param("school", request.school().value())
                .param("id", request.id())
                .param("subject", request.subject())
                .param("path", request.path())
                .param("agency", request.agency())
                .param("what", request.what())
                .param("sent", Timestamp.from(request.sentAt()))
                .param("by", request.by().value())
                .param("name", request.byName())
                .param("reference", request.reference())
                .param("until", request.awaitedUntil() == null ? null : Timestamp.from(request.awaitedUntil()))
                .param("at", Timestamp.from(at))
                .update();
    }

    void say(OutsideRequest request, Word word) {
        jdbc.sql(SAY)
                .param("school", request.school().value())
                .param("id", request.id())
                .param("at", Timestamp.from(word.at()))
                .param("by", word.byName())
                .param("kind", word.kind().name())
                .param("words", word.words())
                .update();
    }

    List<OutsideRequest> about(SchoolId school, String subject) {
        return jdbc.sql(ABOUT)
                .param("school", school.value())
                .param("subject", subject)
                .query((row, _) -> request(row))
                .list();
    }

    Optional<OutsideRequest> find(SchoolId school, UUID id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> request(row))
                .optional();
    }

    List<OutsideRequest> awaited(SchoolId school) {
        return jdbc.sql(AWAITED)
                .param("school", school.value())
                .query((row, _) -> request(row))
                .list();
    }

    private OutsideRequest request(ResultSet row) throws SQLException {
        var school = new SchoolId(row.getObject("school_id", UUID.class));
        var id = row.getObject("request_id", UUID.class);
        var until = row.getTimestamp("awaited_until");
        return new OutsideRequest(
                id,
                school,
                row.getString("subject"),
                row.getString("path"),
                row.getString("agency"),
                row.getString("what"),
                row.getTimestamp("sent_at").toInstant(),
                new PersonId(row.getObject("sent_by", UUID.class)),
                row.getString("sent_by_name"),
                row.getString("reference"),
                until == null ? null : until.toInstant(),
                words(school, id));
    }

    private List<Word> words(SchoolId school, UUID id) {
        return jdbc.sql(WORDS)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> new Word(
                        row.getTimestamp("said_at").toInstant(),
                        row.getString("said_by_name"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("words")))
                .list();
    }
}
