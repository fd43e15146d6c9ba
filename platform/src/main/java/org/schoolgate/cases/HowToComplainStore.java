package org.schoolgate.cases;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.schoolgate.kernel.Actor;
import org.schoolgate.kernel.PersonId;
import org.schoolgate.kernel.SchoolId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** To whom it was sent how people complain. Rows are only ever added. */
@Repository
class HowToComplainStore {
    private static final String ADD = """
            insert into how_to_complain_sending (school_id, sending_id, sent_at, sent_by, sent_by_name, words)
            values (:school, :id, :at, :by, :name, :words)
            """;
    private static final String ADD_LETTER = """
            insert into how_to_complain_letter (school_id, sending_id, person_id, message_id)
            values (:school, :id, :person, :message)
            """;
    private static final String SINCE =
            "select exists (select 1 from how_to_complain_sending where school_id = :school and sent_at > :since)";
    private static final String SENDINGS =
            "select * from how_to_complain_sending where school_id = :school order by sent_at desc limit 20";
    private static final String MESSAGES = """
            select message_id from how_to_complain_letter
            where school_id = :school and sending_id = :id and message_id is not null
            """;
    private static final String NO_ADDRESS = """
            select count(*) from how_to_complain_letter
            where school_id = :school and sending_id = :id and message_id is null
            """;
    private static final String PARAGRAPH = "\n\n";

    private final JdbcClient jdbc;

    HowToComplainStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Sent(UUID id, Instant at, String by, List<String> words, List<UUID> messages, int noAddress) {}

    void add(SchoolId school, UUID sending, Actor.Somebody by, Instant at, List<String> words) {
        jdbc.sql(ADD)
                .param("school", school.value())
                .param("id", sending)
                .param("at", Timestamp.from(at))
                .param("by", by.person().value())
                .param("name", by.name())
                .param("words", String.join(PARAGRAPH, words))
                .update();
    }

    /** @param message null where the school has no address of theirs */
    void add(SchoolId school, UUID sending, PersonId person, @Nullable UUID message) {
        jdbc.sql(ADD_LETTER)
                .param("school", school.value())
                .param("id", sending)
                .param("person", person.value())
                .param("message", message)
                .update();
    }

    boolean isSentSince(SchoolId school, Instant since) {
        return jdbc.sql(SINCE)
                .param("school", school.value())
                .param("since", Timestamp.from(since))
                .query(Boolean.class)
                .single();
    }

    List<Sent> sendings(SchoolId school) {
        return jdbc.sql(SENDINGS)
                .param("school", school.value())
                .query((row, _) -> {
                    var id = row.getObject("sending_id", UUID.class);
                    return new Sent(
                            id,
                            row.getTimestamp("sent_at").toInstant(),
                            row.getString("sent_by_name"),
                            List.of(row.getString("words").split(PARAGRAPH, -1)),
                            jdbc.sql(MESSAGES)
                                    .param("school", school.value())
                                    .param("id", id)
                                    .query(UUID.class)
                                    .list(),
                            jdbc.sql(NO_ADDRESS)
                                    .param("school", school.value())
                                    .param("id", id)
                                    .query(Integer.class)
                                    .single());
                })
                .list();
    }
}
