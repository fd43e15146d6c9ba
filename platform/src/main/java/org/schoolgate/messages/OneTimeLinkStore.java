package org.schoolgate.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** One-time links and the visits by them, by hash only. */
@Repository
class OneTimeLinkStore {
    private static final String ADD = """
            insert into one_time_link (school_id, link_id, hash, person, purpose, subject, path, issued_at, issued_by,
              expires_at)
            values (:school, :id, :hash, :person, :purpose, :subject, :path, :at, :by, :expires)
            """;
    private static final String LIVE = """
            select * from one_time_link
            where school_id = :school and hash = :hash and closed_at is null and expires_at > :now
            """;
    private static final String FIND =
            "select * from one_time_link where school_id = :school and link_id = :id and closed_at is null for update";
    private static final String OPEN_OF_PERSON = """
            select * from one_time_link
            where school_id = :school and person = :person and purpose = :purpose and subject = :subject
              and closed_at is null for update
            """;
    private static final String ALL_OPEN_OF_PERSON = """
            select * from one_time_link where school_id = :school and person = :person and closed_at is null for update
            """;
    private static final String CLOSE = """
            update one_time_link set closed_at = :at, closed_why = :why where school_id = :school and link_id = :id
            """;
    private static final String WRONG = """
            update one_time_link set wrong_answers = wrong_answers + 1 where school_id = :school and link_id = :id
            returning wrong_answers
            """;
    private static final String USED = """
            update one_time_link set first_used_at = coalesce(first_used_at, :at)
            where school_id = :school and link_id = :id
            """;
    private static final String COME = """
            insert into link_visit (school_id, visit_id, link_id, hash, began_at, ends_at, proof, address)
            values (:school, :id, :link, :hash, :at, :ends, :proof, :address)
            """;
    private static final String VISIT = """
            select v.visit_id, v.proof, v.ends_at, l.* from link_visit v
            join one_time_link l on l.school_id = v.school_id and l.link_id = v.link_id
            where v.school_id = :school and v.hash = :hash and v.left_at is null and v.ends_at > :now
              and l.closed_at is null and l.expires_at > :now
            """;
    private static final String LEAVE =
            "update link_visit set left_at = :at where school_id = :school and visit_id = :id and left_at is null";

    private static final String FORGET_VISITS =
            "delete from link_visit where school_id = :school and ends_at < :before";
    private static final String FORGET_UNUSED = """
            delete from one_time_link where school_id = :school and expires_at < :before and first_used_at is null
            """;

    private final JdbcClient jdbc;

    OneTimeLinkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A link that is not closed. */
    record Link(UUID id, PersonId person, String purpose, String subject, String path, Instant expires) {}

    /** A visit that goes on. */
    record Stay(UUID id, Link link, Proof proof, Instant ends) {}

    void add(SchoolId school, Link link, byte[] hash, Instant at, @Nullable PersonId by) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", link.id())
                .param("hash", hash)
                .param("person", link.person().value())
                .param("purpose", link.purpose())
                .param("subject", link.subject())
                .param("path", link.path())
                .param("at", Timestamp.from(at))
                .param("by", by == null ? null : by.value())
                .param("expires", Timestamp.from(link.expires()))
                .update();
    }

    Optional<Link> live(SchoolId school, byte[] hash, Instant now) {
        return jdbc.sql(LIVE)
                .param("school", school.value())
                .param("hash", hash)
                .param("now", Timestamp.from(now))
                .query((row, _) -> link(row))
                .optional();
    }

    Optional<Link> lockOpen(SchoolId school, UUID id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> link(row))
                .optional();
    }

    List<Link> lockOpen(SchoolId school, PersonId person, String purpose, String subject) {
        return jdbc.sql(OPEN_OF_PERSON)
                .param("school", school.value())
                .param("person", person.value())
                .param("purpose", purpose)
                .param("subject", subject)
                .query((row, _) -> link(row))
                .list();
    }

    List<Link> lockOpen(SchoolId school, PersonId person) {
        return jdbc.sql(ALL_OPEN_OF_PERSON)
                .param("school", school.value())
                .param("person", person.value())
                .query((row, _) -> link(row))
                .list();
    }

    void close(SchoolId school, UUID id, Instant at, LinkEvent.LinkClosed.Why why) {
        jdbc.sql(CLOSE)
                .param("school", school.value())
                .param("id", id)
                .param("at", Timestamp.from(at))
                .param("why", why.name())
                .update();
    }

    /** Counts one more wrong answer and says how many there are. */
    int wrongAnswer(SchoolId school, UUID id) {
        return jdbc.sql(WRONG)
                .param("school", school.value())
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    void come(SchoolId school, Stay stay, byte[] hash, Instant at, String address) {
        jdbc.sql(USED)
                .param("school", school.value())
                .param("id", stay.link().id())
                .param("at", Timestamp.from(at))
                .update();
        jdbc.sql(COME)
                .param("school", school.value())
                .param("id", stay.id())
                .param("link", stay.link().id())
                .param("hash", hash)
                .param("at", Timestamp.from(at))
                .param("ends", Timestamp.from(stay.ends()))
                .param("proof", stay.proof().name())
                .param("address", address)
                .update();
    }

    Optional<Stay> stay(SchoolId school, byte[] hash, Instant now) {
        return jdbc.sql(VISIT)
                .param("school", school.value())
                .param("hash", hash)
                .param("now", Timestamp.from(now))
                .query((row, _) -> new Stay(
                        row.getObject("visit_id", UUID.class),
                        link(row),
                        Proof.valueOf(row.getString("proof")),
                        row.getTimestamp("ends_at").toInstant()))
                .optional();
    }

    void leave(SchoolId school, UUID visit, Instant at) {
        jdbc.sql(LEAVE)
                .param("school", school.value())
                .param("id", visit)
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Removes visits that were over before then, and links that ended before then and that nobody ever used. */
    int forget(SchoolId school, Instant before) {
        jdbc.sql(FORGET_VISITS)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
        return jdbc.sql(FORGET_UNUSED)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                row.getObject("link_id", UUID.class),
                PersonId.of(row.getString("person")),
                row.getString("purpose"),
                row.getString("subject"),
                row.getString("path"),
                row.getTimestamp("expires_at").toInstant());
    }
}
