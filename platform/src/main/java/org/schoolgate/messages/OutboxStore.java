package org.schoolgate.messages;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.schoolgate.tenancy.DataFolder;
import org.schoolgate.tenancy.SecretBox;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Letters in the database. */
@Repository
class OutboxStore {
    private static final String ADD = """
            insert into outbox (school_id, message_id, kind, person, to_name, address, language, subject, parts, link,
              written_at, next_at)
            values (:school, :id, :kind, :person, :name, :address, :language, :subject, :parts::jsonb, :link, :at, :at)
            """;
    private static final String NEWEST = """
            select * from outbox where school_id = :school order by written_at desc, message_id limit :most
            """;
    private static final String TO = "from outbox where school_id = :school and address ilike :like escape '\\' ";
    private static final String NEWEST_TO = "select * " + TO + "order by written_at desc, message_id limit :most";
    private static final String COUNT_TO = "select count(*) " + TO;
    private static final String DELIVERED = """
            select count(sent_at) as sent, count(refused_at) as refused, count(next_at) as waiting
            from outbox where school_id = :school and message_id = any(:ids)
            """;
    private static final String FIND = "select * from outbox where school_id = :school and message_id = :id";
    /*
     * Takes letters that are due and puts them off, so that no other process takes them while they are being sent. What
     * is due is found once: as a plain sub-query it may be run again for each row, and then passes some over.
     */
    private static final String CLAIM = """
            with due as materialized (
              select message_id from outbox where school_id = :school and next_at <= :now
              order by next_at, message_id limit :most for update skip locked)
            update outbox o set tries = o.tries + 1, next_at = :lease from due
            where o.school_id = :school and o.message_id = due.message_id
            returning o.*
            """;
    private static final String SENT = """
            update outbox set sent_at = :at, next_at = null, answer = :answer, link = case when :keep then link end
            where school_id = :school and message_id = :id
            """;
    private static final String REFUSED = """
            update outbox set refused_at = :at, next_at = null, answer = :answer, link = null
            where school_id = :school and message_id = :id
            """;
    private static final String POSTPONE = """
            update outbox set next_at = :next, answer = :answer where school_id = :school and message_id = :id
            """;

    private static final String FORGET =
            "delete from outbox where school_id = :school and next_at is null and written_at < :before";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecretBox secrets;

    OutboxStore(JdbcClient jdbc, JsonMapper json, DataFolder folder) {
        this.jdbc = jdbc;
        this.json = json;
        this.secrets = new SecretBox(folder, "outbox");
    }

    /** A letter that this process has taken to send. */
    record Claimed(Message message, Locale language, int tries) {}

    void add(
            SchoolId school,
            UUID id,
            @Nullable PersonId person,
            Recipients.Recipient to,
            String subject,
            Letter letter,
            @Nullable OneTimeLink link,
            Instant at) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", id)
                .param("kind", letter.kind())
                .param("person", person == null ? null : person.value())
                .param("name", to.name())
                .param("address", to.address())
                .param("language", to.language().toLanguageTag())
                .param("subject", subject)
                .param("parts", json.writeValueAsString(letter.parts()))
                .param("link", link == null ? null : secrets.seal(link.path()))
                .param("at", Timestamp.from(at))
                .update();
    }

    /** Newest first, each link masked. */
    List<Message> newest(SchoolId school, int most) {
        return jdbc.sql(NEWEST)
                .param("school", school.value())
                .param("most", most)
                .query((row, _) -> message(row, false))
                .list();
    }

    /** The same to addresses of which {@code part} is one; the empty part is one of all. */
    List<Message> newestTo(SchoolId school, String part, int most) {
        return jdbc.sql(NEWEST_TO)
                .param("school", school.value())
                .param("like", like(part))
                .param("most", most)
                .query((row, _) -> message(row, false))
                .list();
    }

    int countTo(SchoolId school, String part) {
        return jdbc.sql(COUNT_TO)
                .param("school", school.value())
                .param("like", like(part))
                .query(Integer.class)
                .single();
    }

    private static String like(String part) {
        return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** With its link in clear, if it is still kept. */
    Optional<Message> find(SchoolId school, UUID id) {
        return jdbc.sql(FIND)
                .param("school", school.value())
                .param("id", id)
                .query((row, _) -> message(row, true))
                .optional();
    }

    Delivered delivered(SchoolId school, Collection<UUID> letters) {
        return jdbc.sql(DELIVERED)
                .param("school", school.value())
                .param("ids", letters.toArray(UUID[]::new))
                .query((row, _) -> new Delivered(row.getInt("sent"), row.getInt("refused"), row.getInt("waiting")))
                .single();
    }

    List<Claimed> claim(SchoolId school, Instant now, Instant lease, int most) {
        return jdbc.sql(CLAIM)
                .param("school", school.value())
                .param("now", Timestamp.from(now))
                .param("lease", Timestamp.from(lease))
                .param("most", most)
                .query((row, _) -> new Claimed(
                        message(row, true), Locale.forLanguageTag(row.getString("language")), row.getInt("tries")))
                .list();
    }

    /** Removes letters that went out or were refused, and were written before then. */
    int forget(SchoolId school, Instant before) {
        return jdbc.sql(FORGET)
                .param("school", school.value())
                .param("before", Timestamp.from(before))
                .update();
    }

    void sent(SchoolId school, UUID id, Instant at, String answer, boolean keepLink) {
        jdbc.sql(SENT)
                .param("school", school.value())
                .param("id", id)
                .param("at", Timestamp.from(at))
                .param("answer", answer)
                .param("keep", keepLink)
                .update();
    }

    void refused(SchoolId school, UUID id, Instant at, String answer) {
        jdbc.sql(REFUSED)
                .param("school", school.value())
                .param("id", id)
                .param("at", Timestamp.from(at))
                .param("answer", answer)
                .update();
    }

    void postpone(SchoolId school, UUID id, Instant next, String answer) {
        jdbc.sql(POSTPONE)
                .param("school", school.value())
                .param("id", id)
                .param("next", Timestamp.from(next))
                .param("answer", answer)
                .update();
    }

    private Message message(ResultSet row, boolean withLink) throws SQLException {
        var person = row.getString("person");
        return new Message(
                row.getObject("message_id", UUID.class),
                row.getString("kind"),
                person == null ? null : PersonId.of(person),
                row.getString("to_name"),
                row.getString("address"),
                row.getString("subject"),
                parts(row, withLink),
                row.getTimestamp("written_at").toInstant(),
                state(row));
    }

    private List<Letter.Part> parts(ResultSet row, boolean withLink) throws SQLException {
        var sealed = withLink ? row.getBytes("link") : null;
        var parts = new ArrayList<Letter.Part>();
        for (var part : json.readValue(row.getString("parts"), Letter.Part[].class)) {
            parts.add(
                    part.secret()
                            ? new Letter.Part(part.text(), sealed == null ? null : secrets.open(sealed), true)
                            : part);
        }
        return parts;
    }

    private static Message.State state(ResultSet row) throws SQLException {
        var sent = row.getTimestamp("sent_at");
        var refused = row.getTimestamp("refused_at");
        var answer = row.getString("answer");
        if (sent != null) {
            return new Message.State.Sent(sent.toInstant(), answer);
        }
        return refused != null
                ? new Message.State.Refused(refused.toInstant(), answer)
                : new Message.State.Waiting(
                        row.getInt("tries"), row.getTimestamp("next_at").toInstant(), answer);
    }
}
